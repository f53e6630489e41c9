using System.Text.RegularExpressions;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Consumers;

/// <summary>
/// The first start that the README of <c>production</c> tells, word for word: its blocks run in one bash on a machine of their own, from
/// hosts that have nothing of Consul. Only <c>ssh</c> and <c>systemctl</c> are others than there.
/// </summary>
[Collection(nameof(ClusterConsumerTests))]
public sealed class LiveReadmeTests : IDisposable
{
    private const string Inventory = "inventories/production.yml";

    private readonly NamespaceMachines _machines = NamespaceMachines.OfRoot();

    public void Dispose() => _machines.Dispose();

    [NamespaceTheory("nsenter", "chroot", "mount", "curl", "openssl", "dig", "nginx", "setpriv", "/usr/lib/nginx/modules/ngx_stream_module.so", OfRoot = true)]
    [ConsulRelease("1.10.11")]
    public void the_commands_of_the_readme_make_a_secured_cluster_of_hosts_that_have_nothing(string version)
    {
        var blocks = Build(version);
        Furnish(version);

        // Both times: each step may be done again.
        var first = Follow(blocks);
        var second = Follow(blocks);

        Assert.All([first, second], said => Assert.DoesNotContain(" stopped at ", said, StringComparison.Ordinal));
        Assert.All([first, second], said => Assert.DoesNotContain("failed", said, StringComparison.OrdinalIgnoreCase));
        Assert.Contains("15 made, 0 kept; below ", first, StringComparison.Ordinal);
        Assert.Contains("0 made, 15 kept; below ", second, StringComparison.Ordinal);
        Assert.All(["; 3 agents have their tokens, 0 missing", "; 15 agents have their tokens, 0 missing"],
            line => Assert.Contains(line, first, StringComparison.Ordinal));
        // 3 servers twice, 12 clients and 2 load balancers.
        Assert.Equal(20, Regex.Count(second, "^[a-z0-9]+: 0 installed, 0 changed, [0-9]+ unchanged, 0 removed; nothing to do$", RegexOptions.Multiline));
        Looks(second[second.LastIndexOf("== Look", StringComparison.Ordinal)..]);
        IsSecured();
    }

    /// <summary>What the last step prints.</summary>
    private static void Looks(string said)
    {
        Assert.Equal(15, Regex.Count(said, " alive +(server|client) "));
        Assert.Equal(3, Regex.Count(said, " (leader|follower) +true "));
        Assert.Equal(1, Regex.Count(said, " leader +true "));
        Assert.Matches("(?m)^consul\nnode-exporter\nweb$", said);
        Assert.All(["10.0.1.10", "10.0.2.10", "10.0.3.10"], server => Assert.Equal(2, Regex.Count(said, $"^{Regex.Escape(server)}$", RegexOptions.Multiline)));
        Assert.EndsWith("\n200", said.TrimEnd(), StringComparison.Ordinal);
    }

    /// <summary>Every agent has a token that nobody else has, nobody without one may look, and all know the key of gossip.</summary>
    private void IsSecured()
    {
        var tokens = Agents.Select(a => File.ReadAllText(_machines[$"{a}/etc/consul.d/{a}.token"]).Trim()).ToList();
        Assert.Equal(15, tokens.Distinct(StringComparer.Ordinal).Count());
        foreach (var (agent, token) in Agents.Zip(tokens))
        {
            Assert.Contains(token, File.ReadAllText(_machines[agent + "/etc/consul.d/secrets.json"]), StringComparison.Ordinal);
            Assert.Contains($"\"NodeName\":\"{agent}\"", Ask(agent, "acl/token/self", token), StringComparison.Ordinal);
            Assert.Contains("Permission denied", Ask(agent, "agent/self", ""), StringComparison.Ordinal);
            Assert.Equal("root:root 600", _machines.Do($"stat -c '%U:%G %a' {_machines[$"{agent}/etc/consul.d/{agent}.token"]}"));
            Assert.Contains("Permission denied", _machines.Try($"on {agent} chroot {_machines[agent]} setpriv --reuid 65534 --clear-groups cat "
                + "/etc/consul.d/tls/agent-key.pem").Said, StringComparison.Ordinal);
        }

        var management = File.ReadAllText(_machines["home/production-secrets/dc1/management.token"]).Trim();
        Assert.Matches(@"""NumNodes"":15,|""Keys"":\{""[^""]+"":15\}", Ask("server1", "operator/keyring", management));
        var passing = Ask("server1", "health/service/web?passing", management);
        Assert.Equal(12, Regex.Count(passing, "\"Service\":\"web\""));
        // None of it goes in the clear over a wire.
        Assert.NotEqual(0, _machines.TryOn("admin", "curl", "-s", "--max-time", "3", "http://10.0.1.10:8500/v1/status/leader").Code);
    }

    private string Ask(string host, string path, string token) =>
        _machines.On(host, "curl", "-s", "--max-time", "10", "-H", "X-Consul-Token: " + token, "http://127.0.0.1:8500/v1/" + path);

    private static IEnumerable<string> Agents =>
        Enumerable.Range(1, 3).Select(i => FormattableString.Invariant($"server{i}"))
            .Concat(Enumerable.Range(1, 12).Select(i => FormattableString.Invariant($"web{i:00}")));

    /// <returns>The blocks of the first start, by the titles of their steps.</returns>
    private List<(string Title, string Text)> Build(string version)
    {
        Directory.CreateDirectory(_machines["bundle"]);
        var inventory = File.ReadAllText(Repository.PathOf(Inventory));
        var pinned = Regex.Match(inventory, @"version: ([0-9.]+)").Groups[1].Value;
        File.WriteAllText(_machines["bundle/production.yml"], inventory.Replace(pinned, version, StringComparison.Ordinal));
        var built = Tool.Run("build", _machines["bundle/production.yml"], "-o", _machines["bundle"], "--quiet");
        Assert.True(built.Code == 0, built.Out + built.Error);
        var blocks = Blocks(File.ReadAllText(_machines["bundle/production/README.md"]));
        var committed = Blocks(File.ReadAllText(Repository.PathOf("output/production/README.md")));
        Assert.Equal(committed.Select(b => (b.Title, b.Text.Replace(pinned, version, StringComparison.Ordinal))), blocks);
        return blocks;
    }

    private static List<(string Title, string Text)> Blocks(string page)
    {
        var section = Regex.Match(page, "^## First start\n(.*?)^## ", RegexOptions.Multiline | RegexOptions.Singleline).Groups[1].Value;
        const string Step = "^### [0-9]+\\. ([^\n]+)\n((?!### |```)[^\n]*\n)*?```sh\n(.*?)^```$";
        var blocks = Regex.Matches(section, Step, RegexOptions.Multiline | RegexOptions.Singleline)
            .Select(m => (m.Groups[1].Value, m.Groups[3].Value))
            .ToList();
        Assert.Equal(Regex.Count(section, "^```sh$", RegexOptions.Multiline), blocks.Count);
        return blocks;
    }

    /// <summary>What is there before: hosts with their system, nginx and the services that Consul checks, and the machine that all is done from.</summary>
    private void Furnish(string version)
    {
        var hosts = File.ReadLines(_machines["bundle/production/hosts.tsv"])
            .Where(l => !l.StartsWith('#'))
            .Select(l => l.Split('\t'))
            .Select(l => (Name: l[1], Address: l[3], IsAgent: l[2] != "load_balancer"))
            .Concat([("prometheus", "10.0.9.9", false), ("admin", "10.0.9.1", false)]);
        _machines.Do(Functions);
        foreach (var (name, address, isAgent) in hosts)
        {
            _machines.Do($"machine {name} {address} && furnish {name} {address}");
            if (isAgent) _machines.Do($"serve {name}");
        }

        _machines.Do($"""
            mkdir -p "$scratch"/home "$scratch"/programs/{version}
            ln -s {ConsulReleaseAttribute.Binary(version)} "$scratch"/programs/{version}/consul
            cp "$scratch"/reach/10.0.9.9 "$scratch"/reach/prometheus
            """);
        Program("ssh", """
            while [[ $1 == -* ]]; do shift 2; done
            read -r net root <"$scratch/reach/$1"
            # As sshd does it: root's shell, at home, with nothing of the caller's but what goes through the pipe.
            exec nsenter --net="/proc/$net/ns/net" chroot "$root" env -i HOME=/root SHELL=/bin/bash LANG=C \
                PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin sh -c 'cd && exec bash -c "$1"' sh "${*:2}"
            """);
        Program("consulgen", $"[[ $* == keygen ]] && echo {Tool.Run("keygen").Out.Trim()}");
    }

    private void Program(string name, string body)
    {
        Directory.CreateDirectory(_machines["tools"]);
        File.WriteAllText(_machines["tools/" + name], $"#!/bin/bash\nscratch={_machines[""].TrimEnd('/')}\n{body}\n");
        _machines.Do("chmod 755 " + _machines["tools/" + name]);
    }

    private string Follow(List<(string Title, string Text)> blocks)
    {
        var script = string.Concat(blocks.Select(b => $"echo '== {b.Title}'\n{b.Text}\n(($? == 0)) || {{ echo 'failed: {b.Title}'; exit 1; }}\n"));
        File.WriteAllText(_machines["script"], script);
        var path = _machines["tools"] + ":" + Environment.GetEnvironmentVariable("PATH");
        var (code, said) = _machines.Try($"cd {_machines["bundle/production"]} && on admin env HOME={_machines["home"]} programs={_machines["programs"]} "
            + $"PATH='{path}' bash {_machines["script"]}");
        Assert.True(code == 0, code == 0 ? "" : said + "\n" + _machines.Try("tail -n 12 \"$scratch\"/*/var/log/consul.log").Said);
        return said;
    }

    private const string Functions =
        """
        furnish() { # MACHINE ADDRESS: a system of its own, with the programs of this one
            local root=$scratch/$1 i
            mkdir -p "$root"/{usr,etc,root,run/systemd/system,var/lib/nginx,var/log/nginx,opt}
            mount --bind /usr "$root/usr"
            mount -t tmpfs tmpfs "$root/usr/local"
            mkdir -p "$root"/usr/local/{bin,sbin}
            for i in bin sbin lib lib64; do [[ ! -e /$i ]] || ln -s "usr/$i" "$root/$i"; done
            cp -r /etc/{pam.d,login.defs,nsswitch.conf,ld.so.cache,ssl,nginx} "$root/etc/"
            printf '%s\n' root:x:0:0::/root:/bin/bash www-data:x:33:33::/:/usr/sbin/nologin >"$root/etc/passwd"
            printf '%s\n' root:x:0: www-data:x:33: >"$root/etc/group"
            : >"$root/etc/shadow" && : >"$root/etc/gshadow"
            printf '%s\n' "$systemctl" >"$root/usr/local/bin/systemctl"
            chmod 755 "$root/usr/local/bin/systemctl"
            mkdir -p "$scratch/reach"
            echo "${nets[$1]} $root" >"$scratch/reach/$2"
        }

        serve() { # MACHINE: what the checks of its services ask
            printf '%s\n' "pid $scratch/$1-pid; error_log /dev/null; daemon off; master_process off; events {}" \
                'http { access_log off; server { listen 9100; listen 8080; location / { return 200; } } }' >"$scratch/$1.conf"
            on "$1" nginx -c "$scratch/$1.conf" >/dev/null 2>&1 &
        }

        IFS= read -rd '' systemctl <<'SYSTEMCTL' || :
        #!/bin/bash
        # The part of systemd that is asked for here: it starts what a unit says, as whom it says, and knows the process.
        words=() asked=() now=''
        while (($#)); do case $1 in -p) asked+=("$2"); shift ;; --now) now=1 ;; -*) ;; *) words+=("$1") ;; esac; shift; done
        unit=${words[1]-} state=/run/units
        mkdir -p $state
        pid=$(cat "$state/$unit" 2>/dev/null)
        [[ $unit != nginx ]] || pid=$(cat /run/nginx.pid 2>/dev/null)
        [[ $pid && -d /proc/$pid ]] || pid=0
        start() {
            [[ $pid == 0 ]] || return 0
            if [[ $unit == nginx ]]; then exec nginx; fi
            file=/etc/systemd/system/$unit.service
            read -ra command < <(sed -n 's/^ExecStart=//p' "$file")
            user=$(sed -n 's/^User=//p' "$file") group=$(sed -n 's/^Group=//p' "$file")
            setpriv --reuid "$user" --regid "$group" --init-groups --no-new-privs env -i PATH=/usr/bin:/bin "${command[@]}" \
                >>"/var/log/$unit.log" 2>&1 </dev/null &
            echo $! >"$state/$unit"
        }
        stop() {
            [[ $pid == 0 ]] || kill "$pid"
            while [[ $pid != 0 && -d /proc/$pid ]]; do sleep 0.1; done
            pid=0
        }
        case ${words[0]} in
            start) start ;;
            stop) stop ;;
            restart) stop; start ;;
            reload) if [[ $unit == nginx ]]; then nginx -s reload; else kill -HUP "$pid"; fi ;;
            enable) touch "$state/$unit.enabled"; [[ ! $now ]] || start ;;
            is-enabled) if [[ -e $state/$unit.enabled ]]; then echo enabled; else echo disabled; exit 1; fi ;;
            is-active) [[ $pid != 0 ]] ;;
            show)
                declare -A is=([MainPID]=$pid [ActiveState]=active [SubState]=running [Result]=success)
                [[ $pid != 0 ]] || is[ActiveState]=failed is[Result]=exit-code
                for word in "${asked[@]}"; do echo "$word=${is[$word]}"; done
                ;;
            daemon-reload) ;;
            *) echo "nobody taught this systemctl: ${words[*]}" >&2; exit 1 ;;
        esac
        SYSTEMCTL
        """;
}

using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Consul.Datacenters;
using ConsulGen.Core.Formats;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Emitters.Runbook;

/// <summary>
/// The first start of a cluster with certificates or ACLs, as commands from one machine: no secret is an argument, and
/// each step may be done again. A cluster without them has the shorter list of <see cref="RunbookFacts.Steps"/>.
/// </summary>
internal sealed class SecuredStart
{
    private readonly Topology _topology;
    private readonly RunbookFacts _facts;
    private readonly ImmutableArray<AclDomain> _domains;
    private readonly ImmutableArray<StartSecret> _secrets;
    private readonly string[] _roles;
    private int _steps;

    public SecuredStart(Topology topology, RunbookFacts facts)
    {
        (_topology, _facts, _domains) = (topology, facts, AclDomain.In(topology));
        _secrets = StartSecret.Of(facts.NeededSecrets, topology);
        _roles = [.. topology.Agents.Select(a => a.Role).Distinct(StringComparer.Ordinal).OrderDescending(StringComparer.Ordinal)];
    }

    /// <summary>ACLs without policies have no script, and so no commands; those of another bundle's servers are not bootstrapped here.</summary>
    public static bool IsFor(Topology topology)
    {
        var domains = AclDomain.In(topology);
        return topology.Agents.Any(a => a.IsServer) && domains.All(d => d.HasPolicies) && (!domains.IsEmpty || topology.Agents.Any(HostTable.HasCertificates));
    }

    public void Write(TextBuilder text)
    {
        text.Line($"""
            All of this is done on one machine, in one bash, in the folder of this page. That machine reaches every host as root with
            `ssh -l root ADDRESS`, without a password. Each step may be done again. [`{HostTable.Path}`]({HostTable.Path}) lists the hosts.
            Secrets go through pipes and files only{(
                _secrets.Any(s => s.Variable is not null) ? ", and on a host through the environment of `install.sh`" : "")}.
            """);
        Names(text);
        Step(
            text, "Consul on every host", null,
            ["program() { there \"$2\" \"install -D -m 0755 /dev/stdin ${5@Q} && ${5@Q} version\" <\"$programs/$4/consul\"; }", Each("program")],
            $"Each host prints its version. Where packages or images bring Consul, look only whether it is there: {_facts.Binaries()}.");
        Made(text);
        Copied(text);
        Started(text, "server", string.Join(' ', _topology.Datacenters.Where(d => !d.Servers.IsEmpty).Select(Elects)));
        var hasClients = _roles.Contains("client");
        if (!_domains.IsEmpty) Bootstrapped(text, "Tokens", hasClients ? " --servers" : "");
        Started(text, "client", null);
        if (!_domains.IsEmpty && hasClients) Bootstrapped(text, "Tokens of everyone", "");
        Balanced(text);
        Prometheus(text);
        Looked(text);
    }

    private void Names(TextBuilder text)
    {
        var versions = _topology.Agents.Select(a => a.Version.ToString()).Distinct(StringComparer.Ordinal);
        var lines = new List<string>
        {
            "set -o pipefail",
            "umask 077",
            $"keep=${{keep:-~/{_topology.Name}-secrets}} # keys and tokens: outside of the bundle, never committed, and backed up",
            $"programs=${{programs:-~/consul}} # the binaries: {string.Join(", ", versions.Select(v => v + "/consul"))}",
        };
        if (HasPrometheus) lines.Add("monitor=${monitor:-prometheus} # the machine of Prometheus");
        lines.AddRange(
        [
            "there() { ssh -l root -o BatchMode=yes \"$@\"; } # ADDRESS COMMAND",
            "each() { # ROLE COMMAND: what the command gets is DATACENTER/NODE ADDRESS GROUP VERSION BINARY CERTIFICATES TOKENS",
            "    local row",
            "    while IFS=$'\\t' read -ra row <&3; do",
            "        [ \"${row[2]-}\" = \"$1\" ] || continue",
            "        \"$2\" \"${row[0]}/${row[1]}\" \"${row[@]:3}\" </dev/null || { echo \"$2 stopped at ${row[1]}\" >&2; return 1; }",
            $"    done 3<{HostTable.Path}",
            "}",
        ]);
        Step(text, "Names", "For the steps below; set them before where yours are others.", lines, null);
    }

    /// <summary>What is kept on this machine.</summary>
    private void Made(TextBuilder text)
    {
        var lines = new List<string> { "mkdir -p \"$keep/secrets\"" };
        lines.AddRange(_secrets.SelectMany(s => s.Make));
        string? said = null;
        if (_topology.Agents.Sum(a => TlsFiles.Of(a).Certificates.Length) is > 0 and var certificates)
        {
            lines.Add("tls/ca.sh --out \"$keep\"");
            said = $"The last line is {Markdown.Code(string.Create(CultureInfo.InvariantCulture, $"{certificates} made, 0 kept; below …"))}: "
                + "a certificate for each agent, and the CA's in `ca.pem`.";
        }
        else if (_topology.Agents.Any(HostTable.HasCertificates)) lines.Add("tls/ca.sh --out \"$keep\"");

        Step(text, "Keys and certificates", null, lines, said);
    }

    private void Copied(TextBuilder text)
    {
        var lines = new List<string> { $"copy() {{ {HostCopy.Packed("\"hosts/$1\"")} | there \"$2\" \"{HostCopy.Unpacked(Folder)}\"; }}", Each("copy") };
        if (_topology.LoadBalancers.Any()) lines[^1] += " && each load_balancer copy";
        if (_topology.Agents.Any(HostTable.HasCertificates))
        {
            lines.AddRange(
            [
                "certify() {",
                "    [ \"$6\" = yes ] || return 0",
                "    there \"$2\" \"groupadd --system --force $3\" && tls/ca.sh --out \"$keep\" --pack \"$1\" | there \"$2\" 'umask 022 && tar -xp -C /'",
                "}",
                Each("certify"),
            ]);
        }

        foreach (var secret in _secrets.Where(s => s.Place is not null))
        {
            lines.Add($"put() {{ there \"$2\" {Shell.Quote($"install -D -m 0600 /dev/stdin {Shell.Word(secret.Place!)}")} <{secret.Kept}; }}");
            lines.Add(Each("put"));
        }

        var own = _secrets.Where(s => s.IsLeftToTheHost).Select(s => Markdown.Code(s.Name)).ToList();
        Step(
            text, "Files to every host", null, lines,
            (own.Count == 0 ? "" : $"Put yourself what differs between hosts, at its place of the table above: {string.Join(", ", own)}. ")
                + "`install.sh` makes the agent's user and its folders when it runs. The commands of `consulgen plan` are for the folder "
                + "that a host now has; `./install.sh --dry-run` there shows what it would do.");
    }

    private void Started(TextBuilder text, string role, string? said)
    {
        if (!_roles.Contains(role)) return;
        var lines = new List<string>();
        // What comes with the first start of the other role is there already.
        if (role == _roles[0])
        {
            var sent = _secrets.Where(s => s.Variable is not null).ToList();
            var reads = string.Concat(sent.Select(s => $"IFS= read -r {s.Variable} && "));
            var exports = sent.Count == 0 ? "" : $"export {string.Join(' ', sent.Select(s => s.Variable))} && ";
            var there = $"there \"$2\" \"{reads}{exports}cd {Folder} && ./install.sh\"";
            lines.Add("start() { " + sent.Count switch
            {
                0 => there,
                1 => $"{there} <{sent[0].Kept}",
                _ => $"cat {string.Join(' ', sent.Select(s => s.Kept))} | {there}",
            } + "; }");
        }

        if (role == "client" && TakeTokens("client")) lines.Add("each client token");
        lines.Add($"each {role} start");
        var what = role == "server" ? "Servers" : "Clients";
        var name = _topology.Agents.First(a => a.Role == role).Name;
        Step(text, what, null, lines, $"Each host ends with a line such as `{name}: … installed, 0 changed, 0 unchanged, 0 removed`."
            + (said is null ? "" : " " + said)
            + (role == "server" && !_domains.IsEmpty && TakeTokens(role) ? " It says that there is no token yet, which comes in the next step." : ""));
    }

    /// <param name="option">Of the script, for a time when no client runs yet.</param>
    private void Bootstrapped(TextBuilder text, string title, string option)
    {
        var isFirst = title == "Tokens";
        var savers = isFirst ? _topology.Agents.Where(a => a is { IsServer: true, Acl.IsOn: true, Backup.TokenFile: not null }).ToList() : [];
        var lines = new List<string> { $"acl/bootstrap.sh --out \"$keep\"{option}{(savers.Count == 0 ? "" : " --also snapshots")}" };
        var count = _domains.Sum(d => d.Agents.Count(a => option.Length == 0 || a.IsServer));
        if (isFirst && _topology.Agents.Any(a => HostTable.TakesTokens(a, _topology)))
            lines.Add("token() { [ \"$7\" != yes ] || acl/bootstrap.sh --out \"$keep\" --pack \"$1\" | there \"$2\" 'umask 022 && tar -xp -C /'; }");
        if (isFirst && TakeTokens("server")) lines.Add("each server token && each server start");
        // The program of snapshots is root's.
        lines.AddRange(savers.Select(a => $"there {Shell.Word(a.Address)} "
            + Shell.Quote($"install -D -m 0600 /dev/stdin {Shell.Word(a.Backup!.TokenFile!)}")
            + $" <\"$keep\"/{Shell.Word(a.Acl.Primary)}/snapshots.token"));
        Step(
            text, title, null, lines,
            string.Create(CultureInfo.InvariantCulture, $"The script's last line has `{count} agents have their tokens, 0 missing`")
                + (isFirst ? ", and `management.token` below `$keep` may do everything from now on." : ", and their services are registered."));
    }

    private void Balanced(TextBuilder text)
    {
        if (!_topology.LoadBalancers.Any()) return;
        Step(
            text, "Load balancers", "nginx with its stream module has to be there: see [below](#load-balancers).",
            [$"balance() {{ there \"$2\" \"cd {Folder} && ./install.sh && systemctl enable --now nginx\"; }}", "each load_balancer balance"], null);
    }

    private bool HasPrometheus => _topology.Monitoring is { } m && (TokenOf(m) is not null || CaOf(m) is not null);

    private string? TokenOf(Monitoring monitoring) => _domains.Length == 1 ? monitoring.TokenFile : null;

    private string? CaOf(Monitoring monitoring) =>
        _topology.Agents.Any(a => MetricsPort.Of(a) == "https") ? ScrapeCa.Of(monitoring, _topology.Agents) : null;

    private void Prometheus(TextBuilder text)
    {
        if (_topology.Monitoring is not { } monitoring || !HasPrometheus) return;
        var lines = new List<string> { "there \"$monitor\" 'groupadd --system --force prometheus' </dev/null" };
        if (TokenOf(monitoring) is { } token) Put(token, "0640", $"\"$keep\"/{_domains[0].Primary}/prometheus.token");
        if (CaOf(monitoring) is { } ca) Put(ca, "0644", "\"$keep/ca.pem\"");
        if (monitoring.Client is var (certificate, key))
        {
            lines.Add("tls/ca.sh --out \"$keep\" --client prometheus");
            Put(certificate, "0644", "\"$keep/clients/prometheus.pem\"");
            Put(key, "0640", "\"$keep/clients/prometheus-key.pem\"");
        }

        Step(text, "Secrets of Prometheus", null, lines, null);

        void Put(string file, string mode, string kept) =>
            lines.Add($"there \"$monitor\" {Shell.Quote($"install -D -m {mode} -g prometheus /dev/stdin {Shell.Word(file)}")} <{kept}");
    }

    private void Looked(TextBuilder text)
    {
        var lines = new List<string>();
        var said = new List<string>();
        if (!_domains.IsEmpty)
            lines.Add("ask() { there \"$1\" \"IFS= read -r CONSUL_HTTP_TOKEN && export CONSUL_HTTP_TOKEN && $3\" <\"$keep/$2/verify.token\"; }");
        foreach (var datacenter in _topology.Datacenters)
        {
            if (datacenter.Agents is not [var first, ..]) continue;
            var services = Shell.Line([first.Install.Binary, "catalog", "services", .. HttpApi.Of(first)?.Options() ?? []]);
            var address = Shell.Word(first.Address);
            lines.AddRange(RunbookFacts.Commands(first).Append(services).Select(c => first.Acl.IsOn
                ? $"ask {address} {Shell.Word(first.Acl.Primary)} {Shell.Quote(c)}"
                : $"there {address} {Shell.Quote(c)} </dev/null"));
            said.Add($"{Markdown.Code(datacenter.Name)}: {Counted.Of(datacenter.Agents.Length, "member")}, "
                + $"{Counted.Of(Voters.QuorumOf(datacenter).Voters, "voter")} of which one is the `leader`, and the services of the catalog");
        }

        foreach (var balancer in _topology.LoadBalancers)
            foreach (var listener in balancer.Listeners.Where(l => l.Name.Name == "dns" && !l.Backends.IsEmpty))
            {
                var name = "consul.service." + (listener.Backends[0].Config.Text("domain")?.Trim('.') is { Length: > 0 } domain ? domain : "consul");
                var port = listener.Port.ToString(CultureInfo.InvariantCulture);
                lines.Add(Shell.Line(["dig", "@" + balancer.Address, "-p", port, "+short", name]));
            }

        if (lines.Exists(l => l.StartsWith("dig ", StringComparison.Ordinal))) said.Add("`dig`: the addresses of the servers");
        if (_topology.Monitoring is { ScrapeAgents: true } monitoring && HasPrometheus && Scraped(monitoring) is { } scrape)
        {
            lines.Add($"there \"$monitor\" {Shell.Quote(scrape)} </dev/null");
            said.Add("what Prometheus gets: `200`");
        }

        Step(text, "Look", null, lines, "What they print, in this order: " + string.Join("; ", said) + ".");
    }

    /// <summary>What Prometheus asks the first agent, with what it has for it.</summary>
    private string? Scraped(Monitoring monitoring)
    {
        var agent = _topology.Agents.FirstOrDefault(a => MetricsPort.Of(a) is not null && HttpApi.UrlFromOutside(a) is not null);
        if (agent is null) return null;
        var words = new List<string> { "curl", "-sSf", "-o", "/dev/null" };
        if (CaOf(monitoring) is { } ca) words.AddRange(["--cacert", ca]);
        if (monitoring.Client is var (certificate, key)) words.AddRange(["--cert", certificate, "--key", key]);
        words.Add(HttpApi.UrlFromOutside(agent) + "/v1/agent/metrics");
        var curl = Shell.Line(words) + " -w \"%{http_code}\\n\"";
        return TokenOf(monitoring) is { } token
            ? $"sed \"s/.*/header = \\\"X-Consul-Token: &\\\"/\" {Shell.Word(token)} | {curl} --config -"
            : curl;
    }

    private bool TakeTokens(string role) => _topology.Agents.Any(a => a.Role == role && HostTable.TakesTokens(a, _topology));

    private string Each(string command) => string.Join(" && ", _roles.Select(r => $"each {r} {command}"));

    /// <summary>The host's own folder there, as a function has its name. A bundle's name has nothing that a shell gives a meaning.</summary>
    private string Folder => _topology.Name + "/$1";

    private string Elects(Datacenter datacenter) =>
        (_topology.Datacenters.Count(d => !d.Servers.IsEmpty) > 1 ? $"{Markdown.Code(datacenter.Name)}: " : "") + RunbookFacts.Election(datacenter);

    private void Step(TextBuilder text, string title, string? before, IEnumerable<string> lines, string? after)
    {
        text.Line().Line(string.Create(CultureInfo.InvariantCulture, $"### {++_steps}. {title}")).Line();
        if (before is not null) text.Line(before).Line();
        text.Line("```sh");
        foreach (var line in lines) text.Line(line);
        text.Line("```");
        if (after is not null) text.Line().Line(after);
    }
}

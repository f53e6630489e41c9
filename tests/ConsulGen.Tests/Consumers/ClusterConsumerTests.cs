using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ConsulGen.Core.Formats;
using ConsulGen.Core.Values;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Consumers;

/// <summary>
/// The clusters run: all agents of a bundle, from the files that install.sh put below a root of their machine, byte for byte, with the
/// command of their unit. Every address has its machine, a network namespace, and all are on one bridge.
/// </summary>
public class ClusterConsumerTests
{
    private const string Script =
        """
        set -u
        scratch=$1 agents=0
        declare -A nets=()
        ip link set lo up
        ip link add br0 type bridge
        ip link set br0 up

        machine() { # NAME ADDRESS
            local net root=$scratch/$1 prefix=32 family=-4
            [[ $2 != *:* ]] || prefix=128 family=-6
            unshare --net sleep infinity &
            net=$!
            until [[ $(readlink "/proc/$net/ns/net") != "$(readlink /proc/self/ns/net)" ]]; do sleep 0.02; done
            nets[$1]=$net
            ip link add "v$1" type veth peer name eth0 netns "$net"
            ip link set "v$1" master br0 up
            on "$1" ip link set lo up
            on "$1" ip link set eth0 up
            on "$1" ip addr add "$2/$prefix" dev eth0
            on "$1" ip "$family" route add default dev eth0
            mkdir -p "$root"/{proc,dev,tmp}
            mount --rbind /proc "$root/proc"
            mount --rbind /dev "$root/dev"
        }

        on() { # MACHINE COMMAND...
            nsenter --net="/proc/${nets[$1]}/ns/net" "${@:2}"
        }

        agent() { # MACHINE BINARY ARGUMENT...
            local root=$scratch/$1
            : >>"$root/consul"
            mount --bind "$2" "$root/consul"
            on "$1" chroot "$root" /consul "${@:3}" >"$root/$((++agents)).log" 2>&1 &
        }

        get() { # MACHINE ADDRESS PORT PATH
            on "$1" bash -c 'exec 3<>"/dev/tcp/$1/$2" && printf "GET %s HTTP/1.0\r\n\r\n" "$3" >&3 && cat <&3' bash "${@:2}" 2>/dev/null | tail -n 1
        }

        await() { # MACHINE ADDRESS PORT SERVERS MEMBERS TOKEN
            local leader peers members
            while ((SECONDS < 40)); do
                leader=$(get "${@:1:3}" /v1/status/leader)
                peers=$(get "${@:1:3}" /v1/status/peers)
                members=$(on "$1" chroot "$scratch/$1" /consul members -http-addr="$2:$3" -token="$6" 2>&1)
                if [[ $leader == '"'*:* && $(grep -o '"[^"]*"' <<<"$peers" | wc -l) == "$4" && $(grep -c ' alive ' <<<"$members") == "$5" ]]; then
                    printf '%s\n' "$members"
                    return 0
                fi
                sleep 0.5
            done
            printf '%s\n' "leader $leader" "peers $peers" "$members"
            tail -n 15 "$scratch"/*/*.log
            exit 1
        }

        """;

    [NamespaceTheory("nsenter", "chroot", "mount")]
    [ConsulData(Bundles = true)]
    [ConsulData(Bundles = true, Missing = true)]
    public void the_bundles_agents_become_clusters_with_a_leader(string bundle)
    {
        using var folder = new ScratchFolder();
        var hosts = BundleHost.All.Where(h => h.Bundle == bundle && h.Agent is not null).ToList();
        var script = new StringBuilder(Script);
        var machines = hosts.Select(h => h.Agent!.Address).Distinct(StringComparer.Ordinal).ToList();
        foreach (var address in machines) script.Append("machine ").AppendJoin(' ', NameOf(address), address).Append('\n');
        foreach (var host in hosts)
        {
            var root = Directory.CreateDirectory(folder[NameOf(host.Agent!.Address)]).FullName;
            host.InstallInto(root);
            var command = host.Files.Select(f => Regex.Match(host.Read(f), "^(?:ExecStart|command)=[^ ]+ (.+)$", RegexOptions.Multiline)).Single(m => m.Success).Groups[1].Value;
            script.Append("agent ").AppendJoin(' ', NameOf(host.Agent.Address), Shell.Quote(ConsulDataAttribute.Binary(host.Agent)!), command).Append('\n');
        }

        foreach (var datacenter in hosts.GroupBy(h => h.Datacenter, h => h.Agent!, StringComparer.Ordinal))
        {
            var server = datacenter.First(a => a.IsServer);
            script.Append("await ").AppendJoin(
                ' ',
                NameOf(server.Address),
                server.Config.Text("client_addr") is { } address and not "0.0.0.0" ? address : "127.0.0.1",
                (server.Config.At("ports", "http") as ScalarValue)?.Text ?? "8500",
                datacenter.Count(a => a.IsServer),
                datacenter.Count(),
                Shell.Quote(Token(folder[NameOf(server.Address)] + server.Install.ConfigDir))).Append('\n');
        }

        var ran = NamespaceTheoryAttribute.Bash(script.ToString(), folder.Path);

        Assert.True(ran.ExitCode == 0, ran.Out + ran.Error);
        Assert.Equal("", ran.Error);
        Assert.All(hosts, h => Assert.Matches($@"(?m)^{Regex.Escape(h.Agent!.NodeName)} .* alive +{h.Agent.Role} ", ran.Out));

        string NameOf(string address) => $"m{machines.IndexOf(address)}";
    }

    /// <summary>The one that may do everything, from what install.sh made of the secrets; empty without ACLs.</summary>
    private static string Token(string configDir)
    {
        var secrets = Path.Join(configDir, "secrets.json");
        var tokens = File.Exists(secrets) ? JsonNode.Parse(File.ReadAllText(secrets))?["acl"]?["tokens"] : null;
        return (tokens?["initial_management"] ?? tokens?["master"])?.GetValue<string>() ?? "";
    }
}

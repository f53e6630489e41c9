using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ConsulGen.Core.Formats;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Consumers;

/// <summary>
/// The clusters run: all agents of a bundle, from the files that install.sh put below a root of their machine, byte for byte, with the
/// command of their unit. Every address has its machine, a network namespace, and all are on one bridge. Nothing else runs meanwhile,
/// as an election has its limits of time.
/// </summary>
[Collection(nameof(ClusterConsumerTests))]
[CollectionDefinition(nameof(ClusterConsumerTests), DisableParallelization = true)]
public class ClusterConsumerTests
{
    private const string Script =
        """
        get() { # MACHINE ADDRESS PORT PATH
            on "$1" bash -c 'exec 3<>"/dev/tcp/$1/$2" && printf "GET %s HTTP/1.0\r\n\r\n" "$3" >&3 && cat <&3' bash "${@:2}" 2>/dev/null | tail -n 1
        }

        await() { # MACHINE NAME ADDRESS PORT SERVERS MEMBERS TOKEN
            local leader peers members
            while ((SECONDS < 50)); do
                leader=$(get "$1" "$3" "$4" /v1/status/leader)
                peers=$(get "$1" "$3" "$4" /v1/status/peers)
                members=$(on "$1" chroot "$scratch/$1" "/$2" members -http-addr="$3:$4" -token="$7" 2>&1)
                if [[ $leader == '"'*:* && $(grep -o '"[^"]*"' <<<"$peers" | wc -l) == "$5" && $(grep -c ' alive ' <<<"$members") == "$6" ]]; then
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
        var script = new StringBuilder(NamespaceMachines.Functions).Append(Script);
        var machines = hosts.Select(h => h.Agent!.Address).Distinct(StringComparer.Ordinal).ToList();
        for (var i = 0; i < machines.Count; i++) script.Append(CultureInfo.InvariantCulture, $"machine m{i} {machines[i]}\n");
        // Clients come to a running cluster: one that is first tries again after 30 s.
        foreach (var role in hosts.GroupBy(h => h.Agent!.IsServer).OrderByDescending(r => r.Key))
        {
            foreach (var host in role)
            {
                var machine = MachineOf(host.Agent!);
                host.InstallInto(Directory.CreateDirectory(folder[machine]).FullName);
                var command = host.Files
                    .Select(f => Regex.Match(host.Read(f), "^(?:ExecStart|command)=[^ ]+ (agent .+)$", RegexOptions.Multiline))
                    .Single(m => m.Success).Groups[1].Value;
                script
                    .Append("agent ")
                    .AppendJoin(' ', machine, ProgramOf(host.Agent!), Shell.Quote(ConsulDataAttribute.Binary(host.Agent!)!), command)
                    .Append('\n');
            }

            foreach (var datacenter in hosts.GroupBy(h => h.Datacenter, h => h.Agent!, StringComparer.Ordinal))
            {
                var server = datacenter.First(a => a.IsServer);
                script.Append("await ").AppendJoin(
                    ' ',
                    MachineOf(server),
                    ProgramOf(server),
                    server.Config.Text("client_addr") is { } address and not "0.0.0.0" ? address : "127.0.0.1",
                    (server.Config.At("ports", "http") as ScalarValue)?.Text ?? "8500",
                    datacenter.Count(a => a.IsServer),
                    datacenter.Count(a => a.IsServer || !role.Key),
                    Shell.Quote(Token(folder[MachineOf(server)] + server.Install.ConfigDir))).Append('\n');
            }
        }

        var ran = NamespaceTheoryAttribute.Bash(script.ToString(), folder.Path);

        Assert.True(ran.ExitCode == 0, ran.Out + ran.Error);
        Assert.True(ran.Error.Length == 0, ran.Error);
        Assert.All(hosts, h => Assert.Matches($@"(?m)^{Regex.Escape(h.Agent!.NodeName)} .* alive +{h.Agent.Role} ", ran.Out));

        string MachineOf(Agent agent) => $"m{machines.IndexOf(agent.Address)}";

        static string ProgramOf(Agent agent) => $"consul-{agent.Datacenter}-{agent.Name}";
    }

    /// <summary>The one that may do everything, from what install.sh made of the secrets; empty without ACLs.</summary>
    private static string Token(string configDir)
    {
        var secrets = Path.Join(configDir, "secrets.json");
        var tokens = File.Exists(secrets) ? JsonNode.Parse(File.ReadAllText(secrets))?["acl"]?["tokens"] : null;
        return (tokens?["initial_management"] ?? tokens?["master"])?.GetValue<string>() ?? "";
    }
}

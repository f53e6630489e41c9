using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Install;

internal sealed class PathCollision()
    : LintRule("path-collision", Severity.Error, "Two agents on one machine share a folder, a unit or a log file")
{
    public override void Check(Topology topology, Report report)
    {
        var machines = SharedMachines.Of(topology.Agents);
        foreach (var machine in topology.Agents
            .Where(a => a.Address.Length > 0 && machines.Contains(a.Machine))
            .GroupBy(a => a.Machine, StringComparer.Ordinal))
        {
            var owners = new Dictionary<(string Kind, string Path), Agent>();
            foreach (var agent in machine.OrderBy(a => a.Span, PlaceOrder.Instance).ThenBy(a => a.Name, NaturalOrder.Instance))
            {
                var shared = new List<(string Kind, string Path, Agent Owner)>();
                foreach (var (kind, path) in Paths(agent))
                    if (!owners.TryAdd((kind, path), agent)) shared.Add((kind, path, owners[(kind, path)]));
                foreach (var pair in shared.GroupBy(s => s.Owner))
                    if (!SharedMachines.AreOneHost(agent, pair.Key)) ReportPair(agent, pair.Key, [.. pair], report);
            }
        }
    }

    private static void ReportPair(Agent agent, Agent owner, List<(string Kind, string Path, Agent Owner)> shared, Report report)
    {
        var paths = string.Join(", ", shared.Select(s => $"{s.Kind} {s.Path}"));
        report(
            agent.Span,
            $"\"{agent.Name}\" shares {paths} with \"{owner.Name}\"{(owner.Span == agent.Span ? "" : " at " + owner.Span.Describe(agent.Span))}, "
                + $"which has the same address {agent.Address}",
            shared.Count == 1 && shared[0].Kind == "unit" ? "name the unit after the node: unit: consul-${node_name}" : "put ${node_name} into the path");
    }

    private static IEnumerable<(string Kind, string Path)> Paths(Agent agent)
    {
        yield return ("unit", agent.Install.Unit);
        yield return ("config_dir", agent.Install.ConfigDir);
        foreach (var key in new[] { "data_dir", "log_file", "pid_file" })
            if (agent.Config.Text(key) is { Length: > 0 } path) yield return (key, path.Length > 1 ? path.TrimEnd('/') : path);
    }
}

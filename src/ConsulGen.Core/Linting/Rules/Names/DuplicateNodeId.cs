using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Names;

internal sealed class DuplicateNodeId()
    : LintRule("duplicate-node-id", Severity.Error, "Two agents share a node id")
{
    private const string Random = "disable_host_node_id";

    public override void Check(Topology topology, Report report)
    {
        CheckWritten(topology.Agents.Where(HasId).OrderBy(a => a.Span, PlaceOrder.Instance), report);
        CheckOfMachine(
            topology.Agents.Where(a => a.Config.Flag(Random) is false && !HasId(a) && a.Address.Length > 0).OrderBy(a => a.Span, PlaceOrder.Instance),
            report);
    }

    private static void CheckWritten(IEnumerable<Agent> agents, Report report)
    {
        var first = new Dictionary<string, Agent>(StringComparer.OrdinalIgnoreCase);
        var told = new HashSet<Text.SourceSpan>();
        foreach (var agent in agents)
        {
            var id = agent.NodeId ?? "";
            // An id above all of them is one mistake.
            if (first.TryAdd(id, agent) || !told.Add(Place(agent))) continue;
            var other = first[id];
            report(
                Place(agent),
                $"node \"{agent.Name}\" has the node id of \"{other.Name}\" at {Place(other).Describe(Place(agent))}: the two refuse each other, "
                    + $"and no leader is elected",
                "give each agent its own UUID, or leave node_id out: Consul then makes one and keeps it in data_dir");
        }
    }

    /// <summary>The id is made of the machine's, and the same for each of its agents (run with 1.1.0 to 1.10.11).</summary>
    private static void CheckOfMachine(IEnumerable<Agent> agents, Report report)
    {
        var first = new Dictionary<(string Machine, string Datacenter), Agent>();
        foreach (var agent in agents)
        {
            if (first.TryAdd((agent.Machine, agent.Datacenter), agent)) continue;
            var other = first[(agent.Machine, agent.Datacenter)];
            report(
                agent.Span,
                $"node \"{agent.Name}\" makes its node id of the machine, as "
                    + $"\"{other.Name}\"{(other.Span == agent.Span ? "" : " at " + other.Span.Describe(agent.Span))} on the same one does: "
                    + $"the two get the same id and refuse each other",
                $"remove {Random}: false, or give each agent its own node_id");
        }
    }

    /// <summary>Consul takes an empty one for none.</summary>
    private static bool HasId(Agent agent) => agent.NodeId is not null;

    private static Text.SourceSpan Place(Agent agent) => agent.Config["node_id"]?.Span ?? agent.Span;
}

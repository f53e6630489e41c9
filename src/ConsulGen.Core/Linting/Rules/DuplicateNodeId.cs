using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules;

internal sealed class DuplicateNodeId()
    : LintRule("duplicate-node-id", Severity.Error, "Two agents share a node id")
{
    public override void Check(Topology topology, Report report)
    {
        var first = new Dictionary<string, Agent>(StringComparer.OrdinalIgnoreCase);
        foreach (var agent in topology.Agents.Where(a => a.Config.Text("node_id") is not null).OrderBy(a => a.Span, PlaceOrder.Instance))
        {
            var id = agent.Config.Text("node_id") ?? "";
            if (first.TryAdd(id, agent)) continue;
            var other = first[id];
            report(
                Place(agent),
                $"node \"{agent.Name}\" has the node id of \"{other.Name}\" at {Place(other).Describe(Place(agent))}: the two refuse each other, and no leader is elected",
                "give each agent its own UUID, or leave node_id out: Consul then makes one and keeps it in data_dir");
        }
    }

    private static Text.SourceSpan Place(Agent agent) => agent.Config["node_id"]?.Span ?? agent.Span;
}

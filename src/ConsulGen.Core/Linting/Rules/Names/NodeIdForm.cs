using ConsulGen.Core.Consul.Values;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Names;

internal sealed class NodeIdForm()
    : LintRule("node-id-form", Severity.Error, "A node id is no UUID")
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var agent in topology.Agents)
            // Consul takes an empty one for none.
            if (agent.Config["node_id"] is ScalarValue { Kind: ScalarKind.String, Text.Length: > 0, HasPlaceholders: false } id && !NodeId.IsUuid(id.Text))
                report(
                    agent.PlaceOf(id),
                    $"node_id \"{Shortened.Of(id.Text)}\" is no UUID: the agent refuses to start, though consul validate finds nothing",
                    "write 8-4-4-4-12 hexadecimal digits, or leave node_id out: Consul then makes one and keeps it in data_dir");
    }
}

using ConsulGen.Core.Consul.Values;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Names;

internal sealed class NodeNameNotDns()
    : LintRule("node-name-not-dns", Severity.Warning, "DNS cannot find a node by its name")
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var agent in topology.Agents)
            // The name itself is left out: the hosts of a range differ in it, and are one mistake.
            if (agent.Config["node_name"] is not { HasPlaceholders: true } && DnsLabel.ProblemOf(agent.NodeName) is { } problem)
                report(
                    agent.PlaceOf(agent.Config["node_name"]),
                    $"the node name {problem}, so that DNS cannot find the node",
                    "use letters, digits and hyphens only, at most 63");
    }
}

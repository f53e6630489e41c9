using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Names;

internal sealed class ContradictedDatacenter()
    : LintRule("contradicted-datacenter", Severity.Error, "An agent's datacenter is another than the one that it stands in")
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var agent in topology.Agents)
            // Consul lower-cases it.
            if (agent.Config["datacenter"] is ScalarValue { HasPlaceholders: false, Text: var name }
                && !string.Equals(name, agent.Datacenter, StringComparison.OrdinalIgnoreCase))
                report(
                    agent.PlaceOf(agent.Config["datacenter"]),
                    $"datacenter is \"{Shortened.Of(name)}\", but the host stands in \"{agent.Datacenter}\", whose agents refuse it",
                    "remove it: the datacenter follows from where a host stands");
    }
}

using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Bootstrap;

internal sealed class EmptyDatacenter()
    : LintRule("empty-datacenter", Severity.Warning, "A datacenter has no agent")
{
    public override void Check(Topology topology, Report report)
    {
        // Load balancers without an agent behind them: listener-without-backend.
        foreach (var datacenter in topology.Datacenters.Where(d => !d.Agents.Any() && d.LoadBalancers.All(b => b.Listeners.IsEmpty)))
            report(
                datacenter.Span,
                $"datacenter \"{datacenter.Name}\" has neither a server nor a client, so nothing is made for it",
                "add hosts below its servers or clients, or remove it");
    }
}

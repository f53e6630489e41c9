using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.LoadBalancing;

internal sealed class ListenerWithoutBackend()
    : LintRule("listener-without-backend", Severity.Error, "A load balancer offers a port that no agent has open")
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var balancer in topology.LoadBalancers)
            foreach (var listener in balancer.Listeners.Where(l => l.Backends.IsEmpty))
                report(
                    listener.Span,
                    $"the load balancer offers {listener.Name.Name} of the {listener.Role}, "
                        + $"but none of them in datacenter \"{balancer.Datacenter}\" has this port open: nginx does not start with an empty upstream",
                    $"open ports.{listener.Name.Name} on the {listener.Role}, or remove the listener");
    }
}

using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.LoadBalancing;

internal sealed class BackendOnLoopback()
    : LintRule("backend-on-loopback", Severity.Error, "A load balancer forwards to a port that its agent opens on a loopback address only")
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var balancer in topology.LoadBalancers)
            foreach (var listener in balancer.Listeners)
            {
                var name = listener.Name.Name;
                var local = listener.Backends.Where(a => Listening.IsLocalOnly(a, name)).ToList();
                if (local.Count == 0) continue;
                var first = local[0];
                var key = name is "server" or "serf_lan" or "serf_wan" ? "bind_addr" : "client_addr";
                report(
                    listener.Span,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"the load balancer offers {name} of the {listener.Role}, but {local.Count} of {listener.Backends.Length} open it where nginx "
                            + $"cannot connect: \"{first.Name}\" binds it to {Listening.Describe(first, name)}"),
                    key == "bind_addr" ? "set bind_addr to the host's address" : "set client_addr: \"127.0.0.1 ${address}\" for them, or addresses." + name);
            }
    }
}

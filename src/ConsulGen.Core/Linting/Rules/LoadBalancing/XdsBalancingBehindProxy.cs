using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.LoadBalancing;

internal sealed class XdsBalancingBehindProxy()
    : LintRule("xds-balancing-behind-proxy", Severity.Warning, "Servers balance proxies among them, although a load balancer does")
{
    public override void Check(Topology topology, Report report)
    {
        var told = new HashSet<SourceSpan>();
        foreach (var balancer in topology.LoadBalancers)
            foreach (var listener in balancer.Listeners.Where(l => l.Name.Name is "grpc" or "grpc_tls"))
            {
                // The key came with 1.21.0. Clients never refuse a session.
                var balancing = listener.Backends.Where(IsBalancing).ToList();
                if (balancing.Count == 0 || listener.Backends.Length < 2 || !told.Add(listener.Span)) continue;
                report(
                    listener.Span,
                    $"the load balancer offers {listener.Name.Name} of the servers, but \"{balancing[0].Name}\" refuses sessions beyond its own share, "
                        + $"and a proxy that tries again may come to the same server",
                    "set agent.performance.enable_xds_load_balancing to false for the servers");
            }
    }

    private static bool IsBalancing(Agent agent) =>
        agent.IsServer && agent.Version.Has(Feature.XdsLoadBalancing) && agent.Config.Map("performance").Flag("enable_xds_load_balancing") != false;
}

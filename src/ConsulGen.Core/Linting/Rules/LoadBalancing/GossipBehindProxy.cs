using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.LoadBalancing;

internal sealed class GossipBehindProxy()
    : LintRule("gossip-behind-proxy", Severity.Warning, "Gossip or server RPC goes through a load balancer")
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var balancer in topology.LoadBalancers)
            foreach (var listener in balancer.Listeners)
                if (Consequence(listener.Name.Name) is { } consequence)
                    report(
                        listener.Span,
                        $"the load balancer offers {listener.Name.Name}: {consequence}",
                        "remove it and let agents join by retry_join, which is derived from the servers; "
                            + "or ignore this rule where old agents join through the load balancer");
    }

    private static string? Consequence(string port) => port switch
    {
        "serf_lan" or "serf_wan" =>
            "gossip probes go to each member's own address, so only the first contact over TCP works through it, and UDP is not forwarded",
        "server" => "clients take the servers' addresses from gossip and balance by themselves, so nothing uses the proxied port",
        _ => null,
    };
}

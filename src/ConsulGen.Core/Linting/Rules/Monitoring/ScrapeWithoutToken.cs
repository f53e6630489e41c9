using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Monitoring;

internal sealed class ScrapeWithoutToken()
    : LintRule("scrape-without-token", Severity.Warning, "Prometheus has no token, and ACLs deny without one")
{
    public override void Check(Topology topology, Report report)
    {
        if (topology.Monitoring is not { TokenFile: null } monitoring) return;
        foreach (var datacenter in topology.Datacenters)
        {
            // Discovery through a load balancer may reach agents with a token of their own; the agents are scraped directly.
            var asksServers = monitoring.ScrapeAgents
                || (!monitoring.Jobs.IsEmpty && !datacenter.LoadBalancers.Any(b => b.Listeners.Any(l => l.Name.Name is "http" or "https")));
            if (!asksServers) continue;
            foreach (var server in datacenter.Servers)
                if (Denial(server) is { } policy)
                    report(
                        policy.Span.PlaceOr(server),
                        $"the ACLs deny without a token, and prometheus has no token_file: "
                            + $"{(monitoring.ScrapeAgents ? "metrics answer 403" : "discovery finds no service, without an error")}",
                        "set prometheus.token_file to a file with a token that has agent, node and service read");
        }
    }

    /// <summary>The policy, where it holds and no default token stands in for the missing one.</summary>
    private static Value? Denial(Agent server) =>
        server.Acl.DeniesByDefault && server.Config.At("acl", "tokens", "default") is null && server.Config["acl_token"] is null
            ? server.Config.At("acl", "default_policy") ?? server.Config["acl_default_policy"]
            : null;
}

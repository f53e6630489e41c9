using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Monitoring;

internal sealed class ScrapeUnreachableAgent()
    : LintRule("scrape-unreachable-agent", Severity.Warning, "Prometheus scrapes agents whose HTTP API listens on a loopback address only")
{
    public override void Check(Topology topology, Report report)
    {
        if (topology.Monitoring is not { ScrapeAgents: true }) return;
        var local = topology.Agents
            .Where(a => a.Address.Length > 0 && MetricsPort.Of(a) is { } port && Listening.IsLocalOnly(a, port) && ClientAddress.Empty(a) is null)
            .ToList();
        if (local.Count == 0) return;
        // One finding for all of them: it is one decision to scrape the agents.
        var first = local[0];
        var name = MetricsPort.Of(first) ?? "";
        var others = local.Count == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" and {local.Count - 1} more");
        report(
            Listening.SpanOf(first, name).PlaceOr(first),
            $"prometheus.scrape_agents scrapes \"{first.Name}\"{others} in vain: {name} is bound to {Listening.Describe(first, name)}",
            "set client_addr: \"127.0.0.1 ${address}\", or addresses." + name + "; or scrape through a Prometheus agent on the host, and remove scrape_agents");
    }
}

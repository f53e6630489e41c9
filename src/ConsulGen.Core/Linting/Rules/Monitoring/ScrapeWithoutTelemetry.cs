using ConsulGen.Core.Consul.Values;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Monitoring;

internal sealed class ScrapeWithoutTelemetry()
    : LintRule("scrape-without-telemetry", Severity.Warning, "Prometheus scrapes agents whose telemetry is not made for it")
{
    public override void Check(Topology topology, Report report)
    {
        if (topology.Monitoring is not { ScrapeAgents: true }) return;
        foreach (var agent in topology.DistinctAgents)
        {
            var telemetry = agent.Config.Map("telemetry");
            if (telemetry["prometheus_retention_time"] is null or ScalarValue { Kind: ScalarKind.String }
                && (GoDuration.Seconds(telemetry.Text("prometheus_retention_time") ?? "0") ?? 1) <= 0)
                report(
                    Place(agent, "prometheus_retention_time"),
                    "prometheus.scrape_agents needs a telemetry.prometheus_retention_time above 0: without, the agent answers 415 and every scrape fails",
                    "remove this, and 60s is derived; or set two to four scrape intervals");
            if (telemetry["disable_hostname"] is null or ScalarValue { Kind: ScalarKind.Boolean, Text: "false" })
                report(
                    Place(agent, "disable_hostname"),
                    "telemetry.disable_hostname is not true, so the host's name stands in the name of every gauge, and no rule or dashboard finds it",
                    "remove this, and true is derived");
        }
    }

    /// <summary>The value, or the null that removes it.</summary>
    private static SourceSpan Place(Agent agent, string key)
    {
        var declared = agent.DeclaredConfig["telemetry"];
        return (((declared as MapValue)?[key] ?? declared)?.Span ?? SourceSpan.None).PlaceOr(agent);
    }
}

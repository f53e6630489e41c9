using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Consul.Values;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Monitoring;

internal sealed class OldLeaderInAlerts()
    : LintRule("old-leader-in-alerts", Severity.Warning, "A server that no longer leads still looks like a leader to the alerts")
{
    /// <summary>A few scrapes, and so little that the alert is not much later than it says.</summary>
    private const int Longest = 5 * 60;

    private const string Retention = "prometheus_retention_time";

    public override void Check(Topology topology, Report report)
    {
        if (topology.Monitoring is not { Alerts: true, ScrapeAgents: true } monitoring) return;
        foreach (var server in topology.DistinctAgents.Where(a => a.IsServer && !a.Version.Has(Feature.OldLeaderClearsGauges)))
        {
            var retention = server.Config.Map("telemetry")[Retention];
            if (server.Version.Has(Feature.GaugesStay))
                report(
                    monitoring.AlertsSpan.PlaceOr(server),
                    $"the alert ConsulNoLeader waits for a gauge to go, and a server of Consul {server.Version} that led once keeps it until it restarts: "
                    + $"the alert may never be raised",
                    $"upgrade to {Feature.OldLeaderClearsGauges.Since}, or ask /v1/status/leader besides");
            else if (retention is ScalarValue { HasPlaceholders: false } time && GoDuration.Seconds(time.Text) > Longest)
                report(
                    server.PlaceOf(time),
                    $"telemetry.{Retention} is {time.Text}, and a server of Consul {server.Version} that leads no more keeps its gauges as long: "
                    + $"the alert ConsulNoLeader is raised only after that",
                    "set it to a few scrape intervals, such as 60s");
        }
    }
}

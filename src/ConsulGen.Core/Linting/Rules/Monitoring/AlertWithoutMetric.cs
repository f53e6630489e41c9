using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Monitoring;

internal sealed class AlertWithoutMetric()
    : LintRule("alert-without-metric", Severity.Warning, "Alerts wait for metrics that do not come")
{
    /// <summary>What the alert rules read, as <c>telemetry.prefix_filter</c> names it.</summary>
    private static readonly ImmutableArray<string> Metrics =
        ["consul.autopilot.healthy", "consul.autopilot.failure_tolerance", "consul.raft.commitTime", "consul.raft.leader.lastContact"];

    public override void Check(Topology topology, Report report)
    {
        if (topology.Monitoring is not { Alerts: true } monitoring) return;
        if (!monitoring.ScrapeAgents)
        {
            report(
                monitoring.AlertsSpan,
                "prometheus.alerts makes alerts about the agents, but prometheus.scrape_agents is not on: no alert is ever raised",
                "set prometheus.scrape_agents: true, or remove alerts");
            return;
        }

        foreach (var server in topology.DistinctAgents.Where(a => a.IsServer))
        {
            if (server.Install.IsPinned && server.Version.Has(Feature.RaftMetricsMissing))
                report(
                    PinnedVersion.PlaceOf(server),
                    $"Consul {server.Version} does not measure Raft: the alerts ConsulSlowLeaderContact and ConsulSlowCommit are never raised here",
                    "ignore this, or take a release that measures them");
            var telemetry = server.Config.Map("telemetry");
            if (telemetry["metrics_prefix"] is ScalarValue { HasPlaceholders: false, Text: not ("" or "consul") } prefix)
                report(
                    server.PlaceOf(prefix),
                    $"telemetry.metrics_prefix is \"{Shortened.Of(prefix.Text)}\", but the alerts of prometheus.alerts read metrics that begin with "
                        + $"consul: ConsulNoLeader is raised always, and most others never",
                    "remove it, and consul is the prefix");
            else if (MetricsOf(server).FirstOrDefault(m => IsBlocked(m, telemetry)) is { } metric)
                report(
                    server.PlaceOf(telemetry["prefix_filter"] ?? telemetry["filter_default"]),
                    $"telemetry does not let {metric} pass, which the alerts of prometheus.alerts need",
                    $"add \"+{metric}\" to telemetry.prefix_filter");
        }
    }

    private static IEnumerable<string> MetricsOf(Agent server) => server.Version.Has(Feature.LeaderGauge) ? Metrics.Append("consul.server.isLeader") : Metrics;

    /// <summary>The longest prefix that fits decides, and filter_default where none does.</summary>
    private static bool IsBlocked(string metric, MapValue telemetry)
    {
        var rules = telemetry["prefix_filter"] is ListValue list ? list.Items.OfType<ScalarValue>().Select(i => i.Text) : [];
        var rule = rules.Where(r => r.Length > 1 && r[0] is '+' or '-' && metric.StartsWith(r[1..], StringComparison.Ordinal)).MaxBy(r => r.Length);
        return rule is null ? telemetry.Flag("filter_default") == false : rule[0] == '-';
    }
}

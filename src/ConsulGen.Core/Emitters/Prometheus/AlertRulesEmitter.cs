using System.Text;
using ConsulGen.Core.Bundles;
using ConsulGen.Core.Formats;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Emitters.Prometheus;

/// <summary>Alerts about the cluster, with unit tests for promtool and a page about each. The expressions fit the releases that run.</summary>
internal sealed class AlertRulesEmitter : ITopologyEmitter
{
    public IEnumerable<BundleFile> Emit(Topology topology)
    {
        if (topology.Monitoring is not { Alerts: true }) yield break;
        var alerts = Alert.About(topology);
        var rules = MapValue.InOrder(("groups", List(MapValue.InOrder(("name", ScalarValue.Of("consul")), ("rules", List(alerts.Select(Rule)))))));
        yield return new BundleFile("prometheus/rules/consul.rules.yml", new Content(YamlWriter.Write(rules, GeneratedComment.Text)));
        var tests = MapValue.InOrder(
            ("rule_files", ListValue.Of(["consul.rules.yml"])),
            ("evaluation_interval", ScalarValue.Of("15s")),
            ("tests", List(alerts.Select(Test))));
        yield return new BundleFile(
            "prometheus/rules/consul.rules.test.yml",
            new Content(YamlWriter.Write(tests, GeneratedComment.Text + "\nRun: promtool test rules consul.rules.test.yml")));
        yield return new BundleFile(Runbook, new Content(Page(alerts, topology)));
    }

    private const string Runbook = "prometheus/rules/README.md";

    /// <summary>In the bundle; who shows it to people knows where that is.</summary>
    private static string RunbookOf(string alert) => $"{Runbook}#{alert.ToLowerInvariant()}";

    private static string Page(ImmutableArray<Alert> alerts, Topology topology)
    {
        var text = new StringBuilder("# Alerts\n\n").Append(GeneratedComment.Text).Append("\n\n");
        text.Append((BackupAlert.Of(topology) is not null, topology.AreSeparate) switch
        {
            (false, true) => "No metric of Consul tells how old the last snapshot is: watch the job that saves snapshots.\n",
            (false, false) => "No metric of Consul tells how old the last snapshot is, or that another datacenter cannot be reached over the WAN: watch the\n"
                + "job that saves snapshots, and run `consul members -wan` besides.\n",
            (true, true) => "What tells how old the last snapshot is comes from the script that saves it, through the node exporter of the servers.\n",
            (true, false) => "What tells how old the last snapshot is comes from the script that saves it, through the node exporter of the servers. No\n"
                + "metric tells that another datacenter cannot be reached over the WAN: run `consul members -wan` besides.\n",
        });
        foreach (var alert in alerts)
            text.Append(CultureInfo.InvariantCulture, $"\n## {alert.Name}\n\n{alert.Severity}, after {alert.For}.\n\n{Plain(alert.Description)}\n\n")
                .Append(CultureInfo.InvariantCulture, $"```promql\n{alert.Expression}\n```\n");
        return text.ToString();
    }

    /// <summary>Without labels, which Prometheus fills in.</summary>
    private static string Plain(string text) => text.Replace("{{ $labels.datacenter }}", "its datacenter", StringComparison.Ordinal);

    private static MapValue Rule(Alert alert) => MapValue.InOrder(
        ("alert", ScalarValue.Of(alert.Name)),
        ("expr", ScalarValue.Of(alert.Expression)),
        ("for", ScalarValue.Of(alert.For)),
        ("labels", MapValue.InOrder(("severity", ScalarValue.Of(alert.Severity)))),
        ("annotations", Annotations(alert.Name, alert.Summary, alert.Description)));

    /// <summary>The series that raise the alert do so after ten minutes.</summary>
    private static MapValue Test(Alert alert) => MapValue.InOrder(
        ("name", ScalarValue.Of(alert.Name)),
        ("interval", ScalarValue.Of("15s")),
        ("input_series", List(alert.Series.Select(s => MapValue.InOrder(("series", ScalarValue.Of(s.Series)), ("values", ScalarValue.Of(s.Values)))))),
        ("alert_rule_test", List(MapValue.InOrder(
            ("eval_time", ScalarValue.Of("10m")),
            ("alertname", ScalarValue.Of(alert.Name)),
            ("exp_alerts", List(MapValue.InOrder(
                ("exp_labels", MapValue.InOrder(alert.Labels.Append(("severity", alert.Severity)).Select(l => (l.Item1, (Value)ScalarValue.Of(l.Item2))))),
                ("exp_annotations", Annotations(alert.Name, alert.Filled(alert.Summary), alert.Filled(alert.Description))))))))));

    private static MapValue Annotations(string alert, string summary, string description) => MapValue.InOrder(
        ("summary", ScalarValue.Of(summary)),
        ("description", ScalarValue.Of(description)),
        ("runbook_url", ScalarValue.Of(RunbookOf(alert))));

    private static ListValue List(params IEnumerable<Value> items) => new([.. items]);
}

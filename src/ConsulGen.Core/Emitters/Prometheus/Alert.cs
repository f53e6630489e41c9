using ConsulGen.Core.Consul.Datacenters;
using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Emitters.Prometheus;

/// <summary>
/// One alert, and the series that raise it in its test. What autopilot says counts at the leader: others say nothing, 0, NaN, or what
/// they saw last, as the release is.
/// </summary>
internal sealed record Alert(string Name, string Expression, string For, string Severity, string Summary, string Description)
{
    public required ImmutableArray<(string Series, string Values)> Series { get; init; }

    /// <summary>Labels of the alert in its test, but for the severity.</summary>
    public required ImmutableArray<(string Name, string Value)> Labels { get; init; }

    public const string Job = $"job=\"{PrometheusEmitter.AgentJob}\"";

    public static ImmutableArray<Alert> About(Topology topology)
    {
        var alerts = ImmutableArray.CreateBuilder<Alert>();
        if (topology.Datacenters.FirstOrDefault(d => !d.Servers.IsEmpty) is not { } datacenter) return [];
        var dc = datacenter.Name;
        var leader = LeaderSign.Of(topology);
        alerts.Add(AgentDown(dc));
        alerts.Add(NoLeader(dc, leader));
        if (leader.Flaps is { } flaps && topology.Datacenters.Any(d => Voters.QuorumOf(d).Voters > 1)) alerts.Add(LeaderFlaps(dc, flaps, leader));
        alerts.Add(Unhealthy(dc, leader));
        var tolerant = topology.Datacenters.Where(d => Voters.QuorumOf(d).Tolerance > 0).Select(d => d.Name).ToList();
        if (tolerant.Count > 0) alerts.Add(NoFailureTolerance(tolerant, leader));
        if (ExpiryAlerts.HasCertificates(topology)) alerts.Add(ExpiryAlerts.Certificate(topology, dc));
        if (ExpiryAlerts.HasRoot(topology)) alerts.Add(ExpiryAlerts.Root(dc));
        if (BackupAlert.Of(topology) is { } backup) alerts.Add(backup);
        // Releases that do not measure Raft would only promise these.
        if (topology.Agents.All(a => !a.IsServer || a.Install.IsPinned && a.Version.Has(Feature.RaftMetricsMissing))) return alerts.ToImmutable();
        alerts.Add(Slow(
            dc,
            "ConsulSlowLeaderContact",
            "consul_raft_leader_lastContact",
            200,
            "Followers of {{ $labels.datacenter }} hear late from their leader",
            "The 99th percentile is above 200 ms; elections start at a second. Look at the servers' load, disks and network."));
        alerts.Add(Slow(
            dc,
            "ConsulSlowCommit",
            "consul_raft_commitTime",
            100,
            "Writes in {{ $labels.datacenter }} are slow",
            "The 99th percentile is above 100 ms. Look at the servers' disks first."));
        return alerts.ToImmutable();
    }

    /// <summary>The text as Prometheus shows it in the test.</summary>
    public string Filled(string text) =>
        Labels.Aggregate(text, (filled, label) => filled.Replace($"{{{{ $labels.{label.Name} }}}}", label.Value, StringComparison.Ordinal));

    private static Alert AgentDown(string dc) => new(
        "ConsulAgentDown",
        $"up{{{Job}}} == 0",
        "2m",
        "warning",
        "The agent {{ $labels.node }} does not answer",
        "Prometheus cannot scrape it. A server that is lost counts against the failure tolerance of {{ $labels.datacenter }}.")
    {
        Series = [(Up(dc, "n1", "server"), "0x60")],
        Labels = [("datacenter", dc), ("instance", "n1:8500"), ("job", PrometheusEmitter.AgentJob), ("node", "n1"), ("role", "server")],
    };

    private static Alert NoLeader(string dc, LeaderSign leader) => new(
        "ConsulNoLeader",
        $"count by (datacenter) (up{{{Job}, role=\"server\"}}) unless on (datacenter) count by (datacenter) {leader.Expression}",
        "1m",
        "critical",
        "{{ $labels.datacenter }} has no leader",
        "No server does what only a leader does: writes and consistent reads fail. Check that a majority of the servers runs and "
            + "that they reach each other.")
    {
        Series = [(Up(dc, "n1", "server"), "1x60"), (Up(dc, "n2", "server"), "1x60")],
        Labels = [("datacenter", dc)],
    };

    private static Alert LeaderFlaps(string dc, string expression, LeaderSign leader) => new(
        "ConsulLeaderFlaps",
        expression,
        "1m",
        "warning",
        "Leaders of {{ $labels.datacenter }} do not last",
        "Within a quarter of an hour the leadership went on more than twice, each time with some seconds without writes. A rolling restart does that; "
            + "else look at the servers' load, disks and network.")
    {
        Series = leader.Flapping(dc),
        Labels = [("datacenter", dc)],
    };

    private static Alert Unhealthy(string dc, LeaderSign leader) => new(
        "ConsulUnhealthy",
        $"min by (datacenter) (consul_autopilot_healthy{{{Job}}} and on (datacenter, node) {leader.Expression}) == 0",
        "2m",
        "warning",
        "Autopilot sees an unhealthy server in {{ $labels.datacenter }}",
        "See which one: consul operator autopilot get-config, consul members, consul operator raft list-peers.")
    {
        Series = Once([($"consul_autopilot_healthy{{datacenter=\"{dc}\", {Job}, node=\"n1\"}}", "0x60"), leader.Leads(dc, "n1")]),
        Labels = [("datacenter", dc)],
    };

    private static Alert NoFailureTolerance(List<string> datacenters, LeaderSign leader) => new(
        "ConsulNoFailureTolerance",
        $"min by (datacenter) (consul_autopilot_failure_tolerance{{{Job}, datacenter=~\"{string.Join('|', datacenters)}\"}} "
            + $"and on (datacenter, node) {leader.Expression}) == 0",
        "5m",
        "critical",
        "{{ $labels.datacenter }} does not survive the loss of another server",
        "Bring the lost server back, or replace it, before you restart any other.")
    {
        Series =
        [
            ($"consul_autopilot_failure_tolerance{{datacenter=\"{datacenters[0]}\", {Job}, node=\"n1\"}}", "0x60"),
            leader.Leads(datacenters[0], "n1"),
        ],
        Labels = [("datacenter", datacenters[0])],
    };

    /// <summary>Without a series that an earlier one has said.</summary>
    private static ImmutableArray<(string Series, string Values)> Once(ImmutableArray<(string Series, string Values)> series) =>
        [.. series.DistinctBy(s => s.Series)];

    private static Alert Slow(string dc, string name, string metric, int milliseconds, string summary, string description) => new(
        name,
        string.Create(CultureInfo.InvariantCulture, $"max by (datacenter) ({metric}{{{Job}, quantile=\"0.99\"}}) > {milliseconds}"),
        "5m",
        "warning",
        summary,
        description)
    {
        Series = [(
            $"{metric}{{datacenter=\"{dc}\", {Job}, node=\"n1\", quantile=\"0.99\"}}",
            string.Create(CultureInfo.InvariantCulture, $"{milliseconds * 2}x60"))],
        Labels = [("datacenter", dc)],
    };

    private static string Up(string dc, string node, string role) =>
        $"up{{datacenter=\"{dc}\", instance=\"{node}:8500\", {Job}, node=\"{node}\", role=\"{role}\"}}";
}

using ConsulGen.Core.Consul.Datacenters;
using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Consul.Values;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Emitters.Prometheus;

/// <summary>
/// The expression that has a series for whoever leads, and for nobody else, in the releases of a topology: see <see cref="Feature.LeaderGauge"/>.
/// </summary>
internal sealed class LeaderSign
{
    private const string Gauge = "consul_server_isLeader";
    private const string Counter = "consul_raft_leader_lastContact_count";
    private const string Alone = "consul_autopilot_healthy";

    private readonly bool _hasGauge;
    private readonly bool _needsCounter;
    private readonly ImmutableArray<string> _alone;
    private readonly string _window;

    private LeaderSign(Topology topology)
    {
        var older = topology.Datacenters.Where(d => d.Servers.Any(s => !IsSure(s))).ToList();
        _hasGauge = topology.Agents.Any(a => a.IsServer && a.Version.Has(Feature.LeaderGauge));
        // Who leads nobody hears from nobody.
        _alone = [.. older.Where(d => Voters.QuorumOf(d).Voters == 1).Select(d => d.Name)];
        _needsCounter = older.Count > _alone.Length;
        var interval = topology.Monitoring?.ScrapeInterval is { } text && GoDuration.Seconds(text) is { } seconds ? seconds : 15;
        _window = string.Create(CultureInfo.InvariantCulture, $"{Math.Max(60, Math.Ceiling(4 * interval))}s");
    }

    public static LeaderSign Of(Topology topology) => new(topology);

    /// <summary>In parentheses where it has several parts.</summary>
    public string Expression
    {
        get
        {
            var parts = new List<string>(3);
            if (_hasGauge) parts.Add($"{Gauge}{{{Alert.Job}}} == 1");
            if (_needsCounter) parts.Add($"increase({Counter}{{{Alert.Job}}}[{_window}]) > 0");
            if (!_alone.IsEmpty) parts.Add($"{Alone}{{{Alert.Job}, datacenter=~\"{string.Join('|', _alone)}\"}} >= 0");
            return $"({string.Join(" or ", parts)})";
        }
    }

    /// <summary>
    /// In a quarter of an hour the leadership goes on more than twice, or before the gauge to a third server, as the counters tell who
    /// led and not how often; null where no server can follow another.
    /// </summary>
    public string? Flaps
    {
        get
        {
            var parts = new List<string>(2);
            // A change of leader changes the gauge of two.
            if (_hasGauge) parts.Add($"sum by (datacenter) (changes({Gauge}{{{Alert.Job}}}[15m])) > 4");
            if (_needsCounter) parts.Add($"count by (datacenter) (increase({Counter}{{{Alert.Job}}}[15m]) > 0) > 2");
            return parts.Count == 0 ? null : string.Join(" or ", parts);
        }
    }

    /// <summary>What the leader shows in a test.</summary>
    public (string Series, string Values) Leads(string datacenter, string node) => _hasGauge
        ? ($"{Gauge}{{{Labels(datacenter, node)}}}", "1x60")
        : _needsCounter ? ($"{Counter}{{{Labels(datacenter, node)}}}", "0+12x60") : ($"{Alone}{{{Labels(datacenter, node)}}}", "1x60");

    /// <summary>What servers show whose leaders do not last.</summary>
    public ImmutableArray<(string Series, string Values)> Flapping(string datacenter) => _hasGauge
        ? [($"{Gauge}{{{Labels(datacenter, "n1")}}}", "1x4 0x4 1x4 0x4 1x4 0x4 1x40")]
        : [.. Enumerable.Range(1, 3).Select(i => ($"{Counter}{{{Labels(datacenter, $"n{i}")}}}", "0+12x60"))];

    private static string Labels(string datacenter, string node) => $"datacenter=\"{datacenter}\", {Alert.Job}, node=\"{node}\"";

    private static bool IsSure(Agent server) => server.Install.IsPinned && server.Version.Has(Feature.LeaderGauge);
}

using System.Runtime.InteropServices;
using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Resolving;

/// <summary>
/// The agent keys that follow from the topology. They are the lowest level of inheritance: whatever the inventory says wins, and
/// a null removes them. Join lists are made once for all agents that share them.
/// </summary>
internal sealed class DerivedKeys(ImmutableArray<DerivedKeys.Member> servers, FederationKeys federation, bool scrapeAgents)
{
    private const int StandardSerfLan = 8301;
    private const int StandardSerfWan = 8302;

    /// <summary>A server finds its datacenter by any of them. A list of all for each server would grow with the square of their number.</summary>
    private const int EnoughToJoin = 64;

    private readonly List<Entry> _keys = [];
    private readonly Dictionary<string, ScalarValue> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Datacenter, int SerfLan, bool ForServers), ListValue> _joins = [];
    private readonly Dictionary<(string Datacenter, int SerfWan), Value?> _wanJoins = [];

    private readonly SortedDictionary<string, Member[]> _byDatacenter = new(
        servers.GroupBy(s => s.Datacenter, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.ToArray()),
        StringComparer.Ordinal);

    /// <summary>A host as far as joining needs it.</summary>
    public sealed record Member(string Name, string Datacenter, string Address, string? WanAddress, ScalarValue? NodeId, bool IsServer, bool IsReplica,
        ConsulVersion Version, Ports Ports);

    /// <summary>What the inventory declares for an agent, over what is derived for it.</summary>
    public MapValue Under(MapValue declared, Member member, MapValue? ports)
    {
        var local = _byDatacenter.TryGetValue(member.Datacenter, out var known) ? known : [];
        // In ordinal order of keys, which is that of the map.
        _keys.Clear();
        if (member.WanAddress is { } wan && Address.IsIP(wan)) Add("advertise_addr_wan", ScalarValue.Of(wan));
        if (Address.IsIP(member.Address)) Add("bind_addr", ScalarValue.Of(member.Address));
        // A read replica only joins: told to expect one server it would elect itself.
        if (member is { IsServer: true, IsReplica: false }) Add("bootstrap_expect", ScalarValue.Of(local.Count(s => !s.IsReplica)));
        if (federation.ConnectOf(member.IsServer, member.Version) is { } connect) Add("connect", connect);
        Add("data_dir", DataDir);
        Add("datacenter", Name(member.Datacenter));
        if (member.NodeId is not null) Add("node_id", member.NodeId);
        Add("node_name", ScalarValue.Of(member.Name));
        if (ports is not null) Add("ports", ports);
        if (federation.PrimaryFor(member.Version) is { } primary) Add("primary_datacenter", Name(primary));
        if (member.IsServer && federation.PrimaryGateways(member.Datacenter, member.Version, declared) is { } gateways) Add("primary_gateways", gateways);
        if (Join(member, local) is { Items.IsEmpty: false } join) Add("retry_join", join);
        if (member.IsServer && federation.Joins(declared) && WanJoin(member) is { } wanJoin) Add("retry_join_wan", wanJoin);
        Add("server", member.IsServer ? Server : Client);
        if (scrapeAgents) Add("telemetry", Telemetry);
        return declared.IsEmpty ? MapValue.Sorted([.. _keys], Origin.Derived) : Merge.Over(CollectionsMarshal.AsSpan(_keys), declared);

        void Add(string key, Value value) => _keys.Add(new Entry(key, SourceSpan.None, value));
    }

    private static readonly ScalarValue DataDir = ScalarValue.Of("/opt/consul");
    private static readonly ScalarValue Server = ScalarValue.Of(true);
    private static readonly ScalarValue Client = ScalarValue.Of(false);

    private ScalarValue Name(string datacenter) => _names.TryGetValue(datacenter, out var known) ? known : _names[datacenter] = ScalarValue.Of(datacenter);

    /// <summary>
    /// Without a retention time /v1/agent/metrics answers 415, and with host names in gauges no rule finds them (1.1.0 and later).
    /// One minute is two to four scrapes: a longer time keeps a former leader's stale gauges.
    /// </summary>
    private static readonly MapValue Telemetry = MapValue.Derived(
        ("disable_hostname", ScalarValue.Of(true)),
        ("prometheus_retention_time", ScalarValue.Of("60s")));

    /// <summary>
    /// The servers, but never the agent itself: having joined itself, it would try no other again. Clients share one list of all,
    /// and so do the servers that are not among the first ones, of those.
    /// </summary>
    private ListValue Join(Member member, Member[] local)
    {
        var own = member.Ports["serf_lan"];
        var named = local.Where(s => s.Address.Length > 0);
        var isNamed = member.IsServer && named.Take(EnoughToJoin).Any(IsItself);
        var key = (member.Datacenter, own, member.IsServer);
        if (!isNamed && _joins.TryGetValue(key, out var known)) return known;
        var join = ListValue.Of((member.IsServer ? named.Where(s => !IsItself(s)).Take(EnoughToJoin) : named)
            .Select(s => Entry(s.Address, s.Ports["serf_lan"], own, StandardSerfLan)));
        if (!isNamed) _joins[key] = join;
        return join;

        bool IsItself(Member other) => other.Address == member.Address && other.Ports["serf_lan"] == own;
    }

    private Value? WanJoin(Member member)
    {
        var own = member.Ports["serf_wan"];
        if (_wanJoins.TryGetValue((member.Datacenter, own), out var known)) return known;
        var others = _byDatacenter
            .Where(d => d.Key != member.Datacenter)
            .SelectMany(d => d.Value)
            .Where(s => s.Ports["serf_wan"] > 0 && (s.WanAddress ?? s.Address).Length > 0)
            .Select(s => Entry(s.WanAddress ?? s.Address, s.Ports["serf_wan"], own, StandardSerfWan))
            .ToList();
        return _wanJoins[(member.Datacenter, own)] = own > 0 && others.Count > 0 ? ListValue.Of(others) : null;
    }

    /// <summary>
    /// A join entry without a port takes the joining agent's own gossip port (all versions), so a port is left out only where
    /// both sides use the standard one. IPv6 always needs brackets and so a port.
    /// </summary>
    private static string Entry(string address, int port, int own, int standard) =>
        port == standard && own == standard && !address.Contains(':', StringComparison.Ordinal) ? address : Address.WithPort(address, port);
}

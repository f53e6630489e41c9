using ConsulGen.Core.Consul.Datacenters;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Graphs;

/// <summary>One datacenter of the picture.</summary>
internal sealed class DatacenterPicture
{
    /// <summary>As many servers are nodes of their own.</summary>
    private const int MostServers = 9;

    private const int MostClientGroups = 6;

    private const int MostLoadBalancers = 4;

    /// <summary>Where there are more, a box for each helps nobody.</summary>
    private const int MostZones = 8;

    private readonly Datacenter _datacenter;
    private readonly PictureIds _ids;
    private readonly bool _hasZones;
    private readonly Dictionary<Agent, string> _nodeOf = new(ReferenceEqualityComparer.Instance);
    private readonly List<(string? Zone, PictureNode Node)> _servers = [];
    private readonly List<(string? Zone, PictureNode Node)> _clients = [];
    private readonly List<(PictureNode Node, List<LoadBalancer> Balancers)> _balancers = [];

    private readonly string _id;

    private DatacenterPicture(Datacenter datacenter, string id)
    {
        _datacenter = datacenter;
        _id = id;
        _ids = new PictureIds(id);
        _hasZones = Zones().Length is > 0 and <= MostZones;
    }

    public static DatacenterBox Of(Datacenter datacenter, string? primary, string id) => new DatacenterPicture(datacenter, id).Build(primary);

    private DatacenterBox Build(string? primary)
    {
        AddServers();
        AddClients();
        foreach (var balancers in LoadBalancers()) _balancers.Add((HostWords.Node(_ids.Next('n'), balancers), balancers));
        return new DatacenterBox(_id, _datacenter.Name, [.. ZoneBoxes()], [.. _balancers.Select(b => b.Node)], [.. Flows()])
        {
            Title = PrimaryDatacenter.Is(_datacenter.Name, primary) ? $"{_datacenter.Name} (primary)" : _datacenter.Name,
        };
    }

    private string[] Zones() =>
        [.. _datacenter.Agents.Select(a => a.Zone).OfType<string>().Distinct(StringComparer.Ordinal).Order(NaturalOrder.Instance)];

    private void AddServers()
    {
        var servers = _datacenter.Servers;
        if (servers.IsEmpty && !_datacenter.Clients.IsEmpty)
            _servers.Add((null, new PictureNode(_ids.Next('n'), NodeKind.Elsewhere, "servers elsewhere", ["not in this inventory"])));
        var groups = servers.Length <= MostServers ? servers.Select(s => new List<Agent> { s }) : AgentGroups.Of(servers, MostServers, _hasZones);
        Add(groups, _servers);
        // There is no other node that an arrow could lead to.
        if (servers.Length > 1 && _servers is [var only])
            _servers[0] = only with { Node = only.Node with { Lines = [.. only.Node.Lines, .. RaftLabel()] } };
    }

    private void AddClients() => Add(AgentGroups.Of(_datacenter.Clients, MostClientGroups, _hasZones), _clients);

    private void Add(IEnumerable<List<Agent>> groups, List<(string? Zone, PictureNode Node)> nodes)
    {
        foreach (var agents in groups)
        {
            var node = HostWords.Node(_ids.Next('n'), agents, saysZone: !_hasZones);
            nodes.Add((_hasZones ? agents[0].Zone : null, node));
            foreach (var agent in agents) _nodeOf[agent] = node.Id;
        }
    }

    private IEnumerable<List<LoadBalancer>> LoadBalancers()
    {
        var all = _datacenter.LoadBalancers;
        if (all.Length <= MostLoadBalancers) return all.Select(b => new List<LoadBalancer> { b });
        var alike = all.GroupBy(b => string.Join('\n', HostWords.Listeners([b])), StringComparer.Ordinal).Select(g => g.ToList()).ToList();
        return alike.Count <= MostLoadBalancers ? alike : [[.. all]];
    }

    private IEnumerable<ZoneBox> ZoneBoxes()
    {
        foreach (var zone in (_hasZones ? Zones() : []).Append(null))
        {
            ImmutableArray<PictureNode> servers = [.. _servers.Where(s => s.Zone == zone).Select(s => s.Node)];
            ImmutableArray<PictureNode> clients = [.. _clients.Where(c => c.Zone == zone).Select(c => c.Node)];
            if (servers.Length + clients.Length > 0) yield return new ZoneBox(_ids.Next('z'), zone, servers, clients);
        }
    }

    private IEnumerable<Flow> Flows()
    {
        ImmutableArray<string> servers = [.. _servers.Select(s => s.Node.Id)];
        ImmutableArray<string> clients = [.. _clients.Select(c => c.Node.Id)];
        if (servers.Length > 1 && RaftLabel() is { IsEmpty: false } raft) yield return new Flow(_ids.Next('f'), FlowKind.Raft, servers, [], raft);
        if (servers.Length > 0 && clients.Length > 0)
        {
            var ports = PortWords.All(_datacenter.Servers, Conversations.ToServers);
            yield return new Flow(_ids.Next('f'), FlowKind.Client, clients, servers, [ports.Length > 0 ? ports : "rpc, serf_lan"]);
        }

        foreach (var flow in BalancedFlows()) yield return flow;
    }

    private ImmutableArray<string> RaftLabel() => PortWords.All(_datacenter.Servers, Conversations.ToServers) is { Length: > 0 } ports ? ["raft " + ports] : [];

    /// <summary>Load balancers that offer the same of the same agents share one.</summary>
    private IEnumerable<Flow> BalancedFlows() =>
        from offer in _balancers.SelectMany(b => Offers(b.Balancers).Select(o => (b.Node.Id, o.Label, o.To)))
        group offer.Id by (offer.Label, offer.To) into same
        select new Flow(_ids.Next('f'), FlowKind.Balanced, [.. same], [.. same.Key.To.Split(' ')], [same.Key.Label]);

    /// <summary>What is behind load balancers, role by role: the ports there, and the nodes.</summary>
    private IEnumerable<(string Label, string To)> Offers(List<LoadBalancer> balancers) => balancers
        .SelectMany(b => b.Listeners)
        .Where(l => !l.Backends.IsEmpty)
        .GroupBy(l => (l.Role, To: NodesOf(l.Backends)))
        .Select(g => (
            PortWords.Join(g
                .GroupBy(l => l.Name.Name, StringComparer.Ordinal)
                .Select(l => PortWords.Of(l.SelectMany(x => x.Backends).Distinct(ReferenceEqualityComparer.Instance).Cast<Agent>(), l.Key))),
            g.Key.To));

    private string NodesOf(ImmutableArray<Agent> agents) => string.Join(' ', agents.Select(a => _nodeOf[a]).Distinct(StringComparer.Ordinal));
}

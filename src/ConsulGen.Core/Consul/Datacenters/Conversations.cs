using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Consul.Keys;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Consul.Datacenters;

/// <summary>
/// Who talks to whom, at which ports: Consul's documentation "required ports" and "architecture"; gossip among all agents of a datacenter,
/// calls of all to its servers, both among the servers of datacenters that are joined; what load balancers hand on; what Prometheus asks.
/// </summary>
internal sealed class Conversations
{
    private static readonly ConditionalWeakTable<Topology, Conversations> Known = [];

    private readonly Topology _topology;
    private readonly Dictionary<string, Side> _sides;
    private readonly Party? _prometheus;
    private readonly Party _everyAgent;
    private readonly ConcurrentDictionary<AllowedSources, Party> _allowed = new(ReferenceEqualityComparer.Instance);

    private Conversations(Topology topology)
    {
        _topology = topology;
        var pools = WanPool.Of(topology).ToList();
        _sides = topology.Datacenters.ToDictionary(
            d => d.Name,
            d => new Side(d, [.. pools.Where(p => p.Members.Contains(d)).SelectMany(p => p.Members).Distinct()]),
            StringComparer.Ordinal);
        _everyAgent = Party.Of("agents", "all agents", topology.Agents, isNear: false);
        if (topology.Monitoring is { } monitoring) _prometheus = new Party("prometheus", "Prometheus", monitoring.Addresses);
    }

    /// <summary>What the agents of a datacenter say to its servers, and the servers to one another.</summary>
    public static ImmutableArray<string> ToServers { get; } = ["server", "serf_lan"];

    /// <summary>What servers of different datacenters say to one another.</summary>
    public static ImmutableArray<string> AcrossDatacenters { get; } = ["server", "serf_wan"];

    /// <summary>Made once for a topology.</summary>
    public static Conversations Of(Topology topology) => Known.GetValue(topology, t => new Conversations(t));

    /// <summary>All that Consul, or a load balancer, has open on the host, in the order of Consul's ports.</summary>
    public IEnumerable<Opening> OpeningsOf(Host host)
    {
        var openings = host switch
        {
            Agent agent => Of(agent),
            LoadBalancer balancer => Of(balancer),
            _ => [],
        };
        return openings.Select(o => o with { From = [.. o.From.Where(p => p.IsAnyone || !p.Sources.IsEmpty)] });
    }

    /// <summary>True for a port that Prometheus asks of the host.</summary>
    public bool IsScraped(Host host, string port)
    {
        if (_topology.Monitoring is not { } monitoring) return false;
        if (monitoring.ScrapeAgents && host is Agent agent && MetricsPort.Of(agent) == port) return true;
        return !monitoring.Jobs.IsEmpty && _sides[host.Datacenter].Asked.Contains((host.Name, port));
    }

    private IEnumerable<Opening> Of(Agent agent)
    {
        var side = _sides[agent.Datacenter];
        foreach (var name in PortName.All)
        {
            if (agent.Ports[name.Name] is not (> 0 and var port)) continue;
            var from = new List<Party>();
            if (name.Name is "server" or "serf_lan") from.Add(side.Agents);
            if (name.Name is "serf_wan") from.Add(side.Servers);
            if (AcrossDatacenters.Contains(name.Name) && agent.IsServer && !agent.Mesh.FederatesThroughGateways) from.AddRange(side.ServersElsewhere(_sides));
            if (side.Balancers.TryGetValue((name.Name, agent.IsServer), out var balancers)) from.Add(balancers);
            if (_prometheus is not null && IsScraped(agent, name.Name)) from.Add(_prometheus);
            from.AddRange(Allowed(agent, name.Name));
            yield return new Opening(name.Name, port, port, name.Udp, [.. from]);
        }

        foreach (var (first, last, isGateway) in ProxiesOf(agent))
            yield return new Opening(
                Opening.Proxies,
                first,
                last,
                false,
                // Whoever comes from outside of the mesh, or from another datacenter, comes to a gateway.
                [.. isGateway && Allowed(agent, Opening.Proxies).ToList() is [] ? [Party.Anyone] : Allowed(agent, Opening.Proxies).Prepend(side.Agents)]);
    }

    private IEnumerable<Opening> Of(LoadBalancer balancer)
    {
        foreach (var listener in balancer.Listeners.DistinctBy(l => l.Port))
        {
            var name = listener.Name.Name;
            var from = Allowed(balancer, name).ToList();
            if (name is "server" or "serf_lan" or "serf_wan") from.Insert(0, _everyAgent);
            // It is there for others; who says for whom means these only.
            else if (from.Count == 0) from.Add(Party.Anyone);
            else if (_prometheus is not null && IsScraped(balancer, name)) from.Insert(0, _prometheus);
            yield return new Opening(name, listener.Port, listener.Port, name == "dns", [.. from]);
        }
    }

    private IEnumerable<Party> Allowed(Host host, string port)
    {
        foreach (var allowed in host.Firewall?.Allowed ?? [])
        {
            if (allowed.Port != port) continue;
            if (allowed.Sources.Contains(AllowedSources.Anyone)) yield return Party.Anyone;
            else yield return _allowed.GetOrAdd(allowed, a => new Party("allowed_" + a.Port, string.Join(", ", a.Sources), a.Sources));
        }
    }

    /// <summary>The public ports of sidecars and gateways; where Consul chooses a sidecar's, all that it chooses from (agent/config/default.go).</summary>
    private static IEnumerable<(int First, int Last, bool IsGateway)> ProxiesOf(Agent agent)
    {
        var known = new HashSet<int>();
        var chosen = false;
        foreach (var service in agent.Services)
        {
            var definition = service.Definition;
            if (!DefinitionKeys.HasProxy(definition)) continue;
            var sidecar = definition.Map("connect")["sidecar_service"] as MapValue;
            var isChosen = sidecar is null && definition.Map("connect")["sidecar_service"] is not null;
            var port = isChosen ? null : (sidecar ?? definition).Number("port");
            if (port is > 0 and var number)
            {
                if (known.Add(number)) yield return (number, number, DefinitionKeys.IsGateway(definition));
            }
            else chosen = true;
        }

        if (!chosen) yield break;
        var ports = agent.Config.Map("ports");
        yield return (ports.Number("sidecar_min_port") ?? 21000, ports.Number("sidecar_max_port") ?? 21255, false);
    }

    /// <summary>A datacenter as the firewalls of its hosts, and of others, see it.</summary>
    private sealed class Side(Datacenter datacenter, ImmutableArray<Datacenter> pool)
    {
        public Party Agents { get; } = Party.Of("agents_" + datacenter.Name, "agents of " + datacenter.Name, datacenter.Agents, isNear: true);

        public Party Servers { get; } = Party.Of("servers_" + datacenter.Name, "servers of " + datacenter.Name, datacenter.Servers, isNear: true);

        /// <summary>As other datacenters see them.</summary>
        public Party FarServers { get; } = Party.Of("far_servers_" + datacenter.Name, "servers of " + datacenter.Name, datacenter.Servers, isNear: false);

        /// <summary>Who stands in front of a port of servers, or of clients.</summary>
        public Dictionary<(string Port, bool IsServer), Party> Balancers { get; } = datacenter.LoadBalancers
            .SelectMany(b => b.Listeners.Select(l => (Balancer: b, Key: (l.Name.Name, l.Role == "servers"))))
            .GroupBy(l => l.Key, l => l.Balancer)
            .ToDictionary(g => g.Key, g => Party.Of("balancers_" + datacenter.Name, "load balancers of " + datacenter.Name, g, isNear: true));

        /// <summary>Whom Prometheus asks for services, at which port.</summary>
        public HashSet<(string Host, string Port)> Asked { get; } = [.. Discovery.Of(datacenter).Select(d => (d.Host.Name, d.Scheme))];

        public IEnumerable<Party> ServersElsewhere(Dictionary<string, Side> sides) =>
            pool.Where(d => d.Name != datacenter.Name).Select(d => sides[d.Name].FarServers);
    }
}

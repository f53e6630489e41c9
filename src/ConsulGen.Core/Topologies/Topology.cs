using ConsulGen.Core.Consul.Keys;
using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Inventories;
using ConsulGen.Core.Text;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Topologies;

/// <summary>
/// What the inventory means: everything inherited, derived, expanded and linked, in an order that the author's order of keys has
/// no part in.
/// </summary>
public sealed class Topology
{
    private readonly Lazy<ImmutableArray<Agent>> _distinct;
    private readonly Lazy<ImmutableArray<AgentDefinitions>> _definitions;

    /// <param name="name">Of the bundle.</param>
    /// <param name="datacenters">In ordinal order of names.</param>
    public Topology(string name, ImmutableArray<Datacenter> datacenters)
    {
        Name = name;
        Datacenters = datacenters;
        Agents = [.. datacenters.SelectMany(d => d.Agents)];
        _distinct = new(() => [.. Topologies.DistinctAgents.Of(Agents)]);
        _definitions = new(() => AgentDefinitions.Of(DistinctAgents));
    }

    public string Name { get; }

    public ImmutableArray<Datacenter> Datacenters { get; }

    /// <summary>Of all datacenters, servers of each first.</summary>
    public ImmutableArray<Agent> Agents { get; }

    /// <summary>See <see cref="Topologies.DistinctAgents"/>.</summary>
    internal ImmutableArray<Agent> DistinctAgents => _distinct.Value;

    /// <summary>Of the distinct agents.</summary>
    internal ImmutableArray<AgentDefinitions> Definitions => _definitions.Value;

    public FederationChoice Federation { get; init; }

    /// <summary>Where the inventory says how the datacenters relate; none where it does not.</summary>
    public SourceSpan FederationSpan => Federation.Span;

    /// <summary>Several clusters, none of which knows of another.</summary>
    public bool AreSeparate => Federation.Kind == Inventories.Federation.None;

    /// <summary>As the inventory has them; an agent's own know the host.</summary>
    public ImmutableSortedDictionary<string, SecretDefinition> Secrets { get; init; } = ImmutableSortedDictionary<string, SecretDefinition>.Empty;

    /// <summary>Null when nothing is to be scraped.</summary>
    public Monitoring? Monitoring { get; init; }

    public IEnumerable<Host> Hosts => Agents.Concat<Host>(LoadBalancers);

    public IEnumerable<LoadBalancer> LoadBalancers => Datacenters.SelectMany(d => d.LoadBalancers);
}

/// <summary>A datacenter: one gossip pool and one Raft cluster.</summary>
/// <param name="Servers">In natural order of node names, as all hosts.</param>
public sealed record Datacenter(
    string Name,
    SourceSpan Span,
    ImmutableArray<Agent> Servers,
    ImmutableArray<Agent> Clients,
    ImmutableArray<LoadBalancer> LoadBalancers)
{
    private readonly Lazy<Dictionary<string, List<Agent>>> _addresses = new(() => AddressBook.Of([.. Servers, .. Clients]));

    /// <summary>The agents by the addresses under which others know them.</summary>
    internal IReadOnlyDictionary<string, List<Agent>> Addresses => _addresses.Value;

    /// <summary>Servers first.</summary>
    public ImmutableArray<Agent> Agents { get; } = [.. Servers, .. Clients];

    /// <summary>Where the inventory lists the servers.</summary>
    public SourceSpan ServersSpan { get; init; } = Span;
}

/// <summary>A machine, or one of several agents on a machine.</summary>
/// <param name="Name">The host's key: its folder in the bundle, and its node name unless <c>agent.node_name</c> says otherwise.</param>
/// <param name="Address">Empty when the inventory has none or no usable one, which is a finding.</param>
public abstract record Host(string Name, string Datacenter, string Address, SourceSpan Span)
{
    /// <summary>Where the address is set; the host's place when it has none.</summary>
    public SourceSpan AddressSpan { get; init; }

    /// <summary>
    /// Hosts with the same one are taken for one machine. Datacenters may use the same private addresses, when others reach them
    /// by a WAN address.
    /// </summary>
    public string Machine => WanAddress is null ? Address : $"{Address} of {Datacenter}";

    public string? WanAddress { get; init; }

    public HostSources Sources { get; init; }

    /// <summary>Null where nobody asks for one.</summary>
    public Firewall? Firewall { get; init; }

    /// <summary>Folder of the host below the bundle.</summary>
    public string Folder => $"hosts/{Datacenter}/{Name}";
}

/// <summary>What the inventory says of a host beside its blocks, placeholders expanded; null where neither it nor a level above says anything.</summary>
public readonly record struct HostSources(ScalarValue? WanAddress, ScalarValue? Zone, ScalarValue? PortOffset, ScalarValue? PortSet);

/// <summary>A Consul agent, server or client.</summary>
public sealed record Agent(string Name, string Datacenter, string Address, SourceSpan Span) : Host(Name, Datacenter, Address, Span)
{
    public required bool IsServer { get; init; }

    public string Role => IsServer ? "server" : "client";

    public required ConsulInstall Install { get; init; }

    public ConsulVersion Version => Install.Version;

    /// <summary>The effective configuration, derived keys included, as it is written; secrets still by reference.</summary>
    public required MapValue Config { get; init; }

    /// <summary>
    /// What the inventory's levels say of <c>agent</c> and in the blocks of ready-made security, before placeholders; hosts of a group
    /// share one.
    /// </summary>
    public required MapValue DeclaredConfig { get; init; }

    /// <summary>As <see cref="DeclaredConfig"/>, of <c>services</c>.</summary>
    public required MapValue DeclaredServices { get; init; }

    public ImmutableArray<Service> Services { get; init; } = [];

    /// <summary>The inventory's, with this host's own files.</summary>
    public ImmutableSortedDictionary<string, SecretDefinition> Secrets { get; init; } = ImmutableSortedDictionary<string, SecretDefinition>.Empty;

    /// <summary>The blocks of ready-made security that its keys were made of, placeholders expanded.</summary>
    public SecurityBlocks Security { get; init; } = SecurityBlocks.None;

    public required Ports Ports { get; init; }

    /// <summary>The port set that the host picks, as the inventory writes it; empty when it picks none.</summary>
    public MapValue PortSet { get; init; } = MapValue.Empty;

    /// <summary>Where the offset of the ports is set; none when they are not moved by one.</summary>
    public SourceSpan PortOffsetSpan { get; init; }

    /// <summary>Never empty.</summary>
    public string? Zone { get; init; }

    /// <summary>Null where nobody asks for one; servers act.</summary>
    public Backup? Backup { get; init; }

    public MapValue Systemd { get; init; } = MapValue.Empty;

    public MapValue Supervisor { get; init; } = MapValue.Empty;

    /// <summary>Red Hat's supervisor includes <c>/etc/supervisord.d/*.ini</c>, Debian's <c>/etc/supervisor/conf.d/*.conf</c>.</summary>
    public string SupervisorFile
    {
        get
        {
            var folder = (Supervisor.Text("conf_dir") ?? "/etc/supervisor/conf.d").TrimEnd('/');
            return $"{folder}/{Install.Unit}.{(folder.EndsWith("/supervisord.d", StringComparison.Ordinal) ? "ini" : "conf")}";
        }
    }

    public string NodeName => Config.Text("node_name") ?? Name;

    /// <summary>Null where Consul makes one, which it does for an empty one too (all versions).</summary>
    public string? NodeId => Config.Text("node_id") is { Length: > 0 } id ? id : null;
}

/// <summary>A service definition of one agent.</summary>
/// <param name="Definition">In Consul's own keys, <c>id</c> and <c>name</c> included.</param>
public sealed record Service(string Id, MapValue Definition)
{
    public string Name => Definition.Text("name") ?? Id;
}

/// <summary>An nginx that offers ports of the datacenter's agents at one address.</summary>
public sealed record LoadBalancer(string Name, string Datacenter, string Address, SourceSpan Span) : Host(Name, Datacenter, Address, Span)
{
    /// <summary>In the order of Consul's ports, servers' first.</summary>
    public ImmutableArray<Listener> Listeners { get; init; } = [];

    public MapValue Nginx { get; init; } = MapValue.Empty;
}

/// <param name="Port">Where the load balancer listens, after its offset.</param>
/// <param name="Backends">The agents of the role that have this port open; none is a finding.</param>
public sealed record Listener(PortName Name, int Port, string Role, ImmutableArray<Agent> Backends, SourceSpan Span);

/// <summary>How Consul is installed on a host: the inventory's <c>consul</c> block.</summary>
public sealed record ConsulInstall(ConsulVersion Version)
{
    /// <summary>False for an agent that takes the recommended release because the inventory names none, or none that can be read.</summary>
    public bool IsPinned { get; private init; }

    public string Binary { get; init; } = "/usr/local/bin/consul";

    public string ConfigDir { get; init; } = "/etc/consul.d";

    public bool Json { get; init; }

    public string User { get; init; } = "consul";

    public string Group { get; init; } = "consul";

    public bool Supervisor { get; init; }

    /// <summary>Unit or program name, without a suffix.</summary>
    public string Unit { get; init; } = "consul";

    public string UnitDir { get; init; } = "/etc/systemd/system";

    /// <summary>Where values were set, for findings; by key of the <c>consul</c> block.</summary>
    public MapValue Source
    {
        get;
        init
        {
            field = value;
            IsPinned = ConsulVersion.Parse(value.Text("version") ?? "") is not null;
        }
    } = MapValue.Empty;
}

/// <summary>The inventory's <c>prometheus</c> block.</summary>
public sealed record Monitoring
{
    public bool ScrapeAgents { get; init; }

    public bool Alerts { get; init; }

    public SourceSpan AlertsSpan { get; init; }

    /// <summary>On the Prometheus machine, when Consul's ACLs want a token for discovery and metrics.</summary>
    public string? TokenFile { get; init; }

    /// <summary>There too, the CA of agents that speak HTTPS; null where the inventory names none.</summary>
    public string? CaFile { get; init; }

    /// <summary>There too, what it shows to agents that ask callers for a certificate; both or none.</summary>
    public (string Certificate, string Key)? Client { get; init; }

    public string? ScrapeInterval { get; init; }

    /// <summary>Of the Prometheus machines, as firewalls have to know them; addresses and networks.</summary>
    public ImmutableArray<string> Addresses { get; init; } = [];

    /// <summary>In ordinal order of names.</summary>
    public ImmutableArray<ScrapeJob> Jobs { get; init; } = [];
}

/// <param name="Tag">Services with this tag are scraped.</param>
public sealed record ScrapeJob(string Name, string Tag, SourceSpan Span)
{
    public string? MetricsPath { get; init; }

    public string? Scheme { get; init; }

    public string? Interval { get; init; }

    /// <summary>Keys of a service's <c>meta</c> that become labels; empty takes all, each with a safe name.</summary>
    public ImmutableArray<string> MetaLabels { get; init; } = [];
}

using ConsulGen.Core.Consul.Datacenters;
using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Inventories;
using ConsulGen.Core.Resolving.Security;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Resolving;

/// <summary>
/// Makes agents of hosts, in two steps: first what a host is by itself, then what follows from all. One serves many hosts, on one
/// thread: what hosts of a group have in common is read once.
/// </summary>
internal sealed class HostResolver
{
    private readonly Inventory _inventory;
    private readonly InstallReader _installs;
    private readonly ExpandedTypes _types;
    private readonly UpkeepReader _upkeep;
    private readonly HostSecrets _secrets;
    private readonly ReadyMadeSecurity _security;
    private readonly ExpansionRoom _room;
    private readonly OtherHosts _others;
    private readonly Dictionary<Level, EffectiveLevel> _levels = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<MapValue, ConsulInstall> _knownInstalls = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<(bool IsServer, ConsulVersion Version, MapValue Declared, MapValue Set, int Offset), Ports> _ports = [];
    private readonly Dictionary<MapValue, DeclaredServices> _services = new(ReferenceEqualityComparer.Instance);

    /// <param name="share">How many share the room for expanded text.</param>
    public HostResolver(Inventory inventory, int share)
    {
        _room = new ExpansionRoom(Limits.ExpandedText / share, Findings);
        _inventory = inventory;
        _others = new OtherHosts(inventory, AddressOf);
        _installs = new InstallReader(Findings);
        _types = new ExpandedTypes(Findings);
        _upkeep = new UpkeepReader(Findings);
        _secrets = new HostSecrets(inventory.Secrets, Findings);
        _security = new ReadyMadeSecurity(inventory, host => EffectiveLevel.Of(host.Level, _levels).Security);
    }

    public FindingBag Findings { get; } = new();

    /// <summary>A host with what does not depend on other hosts.</summary>
    /// <param name="Declared">What the inventory says of the agent, ready-made security included, before placeholders.</param>
    /// <param name="Agent">The same, expanded.</param>
    /// <param name="Member">Null for a load balancer, as <paramref name="Install"/>.</param>
    public sealed record Draft(
        DatacenterEntry Datacenter,
        HostEntry Host,
        EffectiveLevel Level,
        Placeholders Placeholders,
        string Address,
        MapValue PortSet,
        int Offset,
        SecurityBlocks Security,
        MapValue Declared,
        MapValue Agent,
        ConsulInstall? Install,
        DerivedKeys.Member? Member)
    {
        public ImmutableArray<Service> Services { get; init; } = [];

        /// <summary>Before placeholders, but for what stands for whole values.</summary>
        public MapValue DeclaredServices { get; init; } = MapValue.Empty;

        public HostSources Sources => new(Said(Host.WanAddress), Said(Level.Zone), Said(Level.PortOffset), Said(Level.PortSet));

        private ScalarValue? Said(ScalarValue? value) => value is null or { Kind: ScalarKind.Null } ? null : Placeholders.Expand(value);
    }

    public Draft Make(DatacenterEntry datacenter, HostEntry host, int index)
    {
        var level = EffectiveLevel.Of(host.Level, _levels);
        var facts = new HostFacts(_inventory.Name, datacenter.Name, host, index) { Zone = Text(level.Zone) };
        var placeholders = new Placeholders(facts, level.Vars, _room, Findings);
        var address = ReadAddress(host.Address, "address", placeholders);
        placeholders.Others = _others;
        if (address.Length > 0) facts.Address = address;
        else if (host.Address is not null) facts.Address = "";
        facts.Zone = level.Zone is { } zone ? Text(placeholders.Expand(zone)) : null;

        var set = ReadPortSet(level, placeholders);
        var offset = Offset(level);
        if (host.Role == Role.LoadBalancer)
            return new Draft(datacenter, host, level, placeholders, address, set, offset, level.Security, level.Agent, Expand(level.Agent), null, null);

        var install = Install(level, placeholders);
        var server = host.Role == Role.Server;
        var blocks = level.Security.HavePlaceholders ? level.Security.Select(placeholders.Expand) : level.Security;
        var declared = blocks.SayNothing ? level.Agent : _security.Under(level.Agent, blocks, datacenter, new SecuredHost(
            server,
            install.Version,
            install.ConfigDir,
            Merge.Over(level.Agent.Map("ports"), set),
            Topologies.Address.IsIP(address),
            level.Agent["client_addr"] is ScalarValue client ? Text(placeholders.Expand(client)) ?? "" : ""));
        placeholders.MadeWhole = false;
        var agent = Expand(declared);
        // What one placeholder stands for is in no place where rules would look for it.
        if (placeholders.MadeWhole) declared = agent;
        var ports = PortsOf(server, install.Version, agent.Map("ports"), set, offset);
        var wan = ReadAddress(host.WanAddress, "wan_address", placeholders);
        var id = host.NodeId is { Kind: not ScalarKind.Null } written ? placeholders.Expand(written) : null;
        var member = new DerivedKeys.Member(
            host.Name,
            datacenter.Name,
            address,
            wan.Length > 0 ? wan : null,
            id,
            server,
            Voters.IsMarked(agent),
            install.Version,
            ports);
        placeholders.MadeWhole = false;
        var services = Services(level, placeholders);
        return new Draft(datacenter, host, level, placeholders, address, set, offset, blocks, declared, agent, install, member)
        {
            Services = services,
            DeclaredServices = placeholders.MadeWhole
                ? MapValue.Sorted(services.Select(s => new Entry(s.Id, level.Services.Find(s.Id)?.KeySpan ?? host.Span, s.Definition)), level.Services.Origin)
                : level.Services,
        };

        MapValue Expand(MapValue declared) => _types.Fit(declared, placeholders.Expand(declared), "");
    }

    /// <summary>Of a load balancer, which needs no other.</summary>
    public Firewall? Firewall(Draft draft) => _upkeep.Firewall(draft.Level.Upkeep, draft.Placeholders);

    private static int Offset(EffectiveLevel level) =>
        level.PortOffset is { Kind: ScalarKind.Integer } offset
            && int.TryParse(offset.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && Math.Abs(number) <= 65535
            ? number
            : 0;

    /// <param name="derived">For this thread.</param>
    public Agent Finish(Draft draft, DerivedKeys derived)
    {
        if (draft.Member is not { } member || draft.Install is not { } install) throw new InvalidOperationException("a load balancer has no agent");
        var declaredPorts = draft.Agent.Map("ports");
        var ports = member.Ports.AreMoved ? member.Ports.Config(member.IsServer, member.Version, declaredPorts, draft.PortSet, draft.Offset) : null;
        // Moved ports stand in place of the declared ones, which would win otherwise.
        var declared = ports is null ? draft.Agent : draft.Agent.Without("ports");
        var sources = draft.Sources;
        var config = Merge.Prune(derived.Under(declared, member, ports));
        return new Agent(member.Name, member.Datacenter, draft.Address, draft.Host.Span)
        {
            AddressSpan = draft.Host.Address?.Span ?? draft.Host.Span,
            IsServer = member.IsServer,
            Install = install,
            Config = config,
            DeclaredConfig = draft.Declared,
            DeclaredServices = draft.DeclaredServices,
            Services = draft.Services,
            Secrets = _secrets.Of(config, draft.Services, draft.Placeholders),
            Security = draft.Security,
            Firewall = _upkeep.Firewall(draft.Level.Upkeep, draft.Placeholders),
            Backup = _upkeep.Backup(draft.Level.Upkeep, draft.Placeholders),
            Ports = member.Ports,
            PortSet = draft.PortSet,
            PortOffsetSpan = draft.Offset == 0 ? SourceSpan.None : draft.Level.PortOffset?.Span ?? SourceSpan.None,
            Zone = Text(sources.Zone) is { Length: > 0 } zone ? zone : null,
            Sources = sources,
            WanAddress = member.WanAddress,
            // Nulls stay: they remove directives of the unit that is generated later.
            Systemd = draft.Placeholders.Expand(draft.Level.Systemd),
            Supervisor = draft.Placeholders.Expand(draft.Level.Supervisor),
        };
    }

    private ConsulInstall Install(EffectiveLevel level, Placeholders placeholders)
    {
        var declared = level.Consul;
        if (_knownInstalls.TryGetValue(declared, out var known)) return known;
        var install = _installs.Read(declared, Merge.Prune(placeholders.Expand(declared)));
        if (!declared.HasPlaceholders) _knownInstalls.Add(declared, install);
        return install;
    }

    private Ports PortsOf(bool server, ConsulVersion version, MapValue declared, MapValue set, int offset)
    {
        var key = (server, version, declared, set, offset);
        return _ports.TryGetValue(key, out var known) ? known : _ports[key] = Ports.Resolve(server, version, declared, set, offset);
    }

    private ImmutableArray<Service> Services(EffectiveLevel level, Placeholders placeholders)
    {
        var declared = level.Services;
        if (!_services.TryGetValue(declared, out var services)) _services[declared] = services = new DeclaredServices(declared);
        return services.Of(placeholders, _types);
    }

    private string ReadAddress(ScalarValue? value, string key, Placeholders placeholders)
    {
        if (value is null or { Kind: ScalarKind.Null }) return "";
        var expanded = placeholders.Expand(value);
        // A placeholder that stands for nothing is a finding already.
        if (value.HasPlaceholders && ReferenceEquals(expanded, value)) return "";
        var text = expanded.Text;
        if (Address.IsValid(text)) return Address.Canonical(text);
        Findings.Add(
            "address-form",
            value.Span,
            $"{key} \"{Shortened.Of(text)}\" is not an address: {Address.Expected}",
            text.Contains('[', StringComparison.Ordinal) || text.Contains('/', StringComparison.Ordinal)
                ? "write it without brackets, port and mask"
                : "correct it");
        return "";
    }

    /// <summary>Of another host than the one that is resolved; what is wrong with it is said there.</summary>
    private string AddressOf(DatacenterEntry datacenter, HostEntry host, int index)
    {
        if (host.Address is null or { Kind: ScalarKind.Null }) return "";
        var level = EffectiveLevel.Of(host.Level, _levels);
        var unheard = new FindingBag();
        var facts = new HostFacts(_inventory.Name, datacenter.Name, host, index) { Zone = Text(level.Zone) };
        var text = new Placeholders(facts, level.Vars, new ExpansionRoom(Limits.ExpandedText, unheard), unheard).Expand(host.Address).Text;
        return Address.IsValid(text) ? Address.Canonical(text) : "";
    }

    private MapValue ReadPortSet(EffectiveLevel level, Placeholders placeholders)
    {
        if (level.PortSet is not { Kind: ScalarKind.String } name) return MapValue.Empty;
        if (level.PortOffset is { Kind: ScalarKind.Integer } offset && offset.Text != "0")
        {
            Findings.Add(
                "port-set-and-offset",
                name.Span,
                $"port_set and port_offset (at {offset.Span.Describe(name.Span)}) both hold for this host, but its ports can be set in one way only",
                "remove one of the two, or set it to null here");
            return MapValue.Empty;
        }

        var text = placeholders.Expand(name).Text;
        if (_inventory.PortSets[text] is MapValue set) return set;
        var close = Suggestion.For(text, _inventory.PortSets.Entries.Select(e => e.Key));
        Findings.Add(
            "undefined-port-set",
            name.Span,
            $"the port set \"{Shortened.Of(text)}\" is not defined",
            close is not null
                ? $"did you mean \"{close}\"?"
                : _inventory.PortSets.IsEmpty ? "define it under port_sets at the top"
                : "expected one of " + string.Join(", ", _inventory.PortSets.Entries.Select(e => e.Key)));
        return MapValue.Empty;
    }

    private static string? Text(ScalarValue? value) => value is null or { Kind: ScalarKind.Null } ? null : value.Text;
}

using ConsulGen.Core.Consul;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Inventories;
using ConsulGen.Core.Text;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Topologies;

/// <summary>
/// Makes the topology of an inventory: inherits, expands placeholders, moves ports, derives keys, links load balancers to agents.
/// It is total: what cannot be resolved is a finding, and the rest is still resolved.
/// </summary>
public sealed class TopologyResolver
{
    private readonly Inventory _inventory;
    private readonly FindingBag _findings;
    private readonly InstallReader _installs;
    private readonly ExpandedTypes _types;
    private readonly Dictionary<SourceSpan, string> _reported = [];

    // What hosts of a group have in common is read once.
    private readonly Dictionary<Level, EffectiveLevel> _levels = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<MapValue, ConsulInstall> _knownInstalls = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<(bool IsServer, ConsulVersion Version, MapValue Declared, MapValue Set, int Offset), Ports> _ports = [];
    private readonly Dictionary<MapValue, DeclaredServices> _services = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<object> _checked = new(ReferenceEqualityComparer.Instance);
    private (ConsulInstall? Install, MapValue? Supervisor) _checkedFolders;

    private TopologyResolver(Inventory inventory, FindingBag findings)
    {
        _inventory = inventory;
        _findings = findings;
        _installs = new InstallReader(findings);
        _types = new ExpandedTypes(findings);
    }

    public static Topology Resolve(Inventory inventory, FindingBag findings) => new TopologyResolver(inventory, findings).Resolve();

    private Topology Resolve()
    {
        var monitoring = MonitoringReader.Read(_inventory.Prometheus, _findings);
        var drafts = _inventory.Datacenters.SelectMany(d => Drafts(d)).ToList();
        var servers = drafts.Where(d => d.Member is { IsServer: true }).Select(d => d.Member).OfType<DerivedKeys.Member>().ToImmutableArray();
        var derived = new DerivedKeys(servers, monitoring?.ScrapeAgents ?? false);
        var names = _inventory.Datacenters.Where(d => d.Hosts.Any(h => h.Role == Role.Server)).Select(d => d.Name).ToImmutableArray();
        var agents = drafts
            .Where(d => d.Member is not null)
            .Select(d => Finish(d, derived, names))
            .GroupBy(a => a.Datacenter, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.ToImmutableArray(), StringComparer.Ordinal);
        CheckSecretNames(agents.Values.SelectMany(a => a));
        return new Topology(_inventory.Name, [.. _inventory.Datacenters.Select(d => Datacenter(d, agents.GetValueOrDefault(d.Name, []), drafts))])
        {
            Secrets = _inventory.Secrets,
            Monitoring = monitoring,
        };
    }

    /// <summary>A host with what does not depend on other hosts.</summary>
    /// <param name="Member">Null for a load balancer, as <paramref name="Install"/>.</param>
    private sealed record Draft(DatacenterEntry Datacenter, HostEntry Host, EffectiveLevel Level, Placeholders Placeholders, string Address, MapValue PortSet, int Offset, MapValue Agent, ConsulInstall? Install, DerivedKeys.Member? Member);

    private IEnumerable<Draft> Drafts(DatacenterEntry datacenter)
    {
        var index = 0;
        var role = Role.Server;
        foreach (var host in datacenter.Hosts)
        {
            index = host.Role == role ? index + 1 : 1;
            role = host.Role;
            yield return MakeDraft(datacenter, host, index);
        }
    }

    private Draft MakeDraft(DatacenterEntry datacenter, HostEntry host, int index)
    {
        var level = EffectiveLevel.Of(host.Level, _levels);
        var facts = new HostFacts(_inventory.Name, datacenter.Name, host, index) { Zone = Text(level.Zone) };
        var placeholders = new Placeholders(facts, level.Vars, _findings);
        var address = ReadAddress(host.Address, "address", placeholders);
        if (address.Length > 0) facts.Address = address;
        else if (host.Address is not null) facts.Address = "";
        facts.Zone = level.Zone is { } zone ? Text(placeholders.Expand(zone)) : null;

        var set = ReadPortSet(level, placeholders);
        var offset = Offset(level);
        var agent = _types.Fit(level.Agent, placeholders.Expand(level.Agent), "");
        if (host.Role == Role.LoadBalancer) return new Draft(datacenter, host, level, placeholders, address, set, offset, agent, null, null);

        var install = Install(level, placeholders);
        var server = host.Role == Role.Server;
        var ports = PortsOf(server, install.Version, agent.Map("ports"), set, offset);
        var wan = ReadAddress(host.WanAddress, "wan_address", placeholders);
        var id = host.NodeId is { Kind: not ScalarKind.Null } written ? placeholders.Expand(written) : null;
        var member = new DerivedKeys.Member(host.Name, datacenter.Name, address, wan.Length > 0 ? wan : null, id, server, install.Version, ports);
        return new Draft(datacenter, host, level, placeholders, address, set, offset, agent, install, member);
    }

    private static int Offset(EffectiveLevel level) =>
        level.PortOffset is { Kind: ScalarKind.Integer } offset && int.TryParse(offset.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) <= 65535 ? number : 0;

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

    private Agent Finish(Draft draft, DerivedKeys derived, ImmutableArray<string> datacenters)
    {
        if (draft.Member is not { } member || draft.Install is not { } install) throw new InvalidOperationException("a load balancer has no agent");
        var declaredPorts = draft.Agent.Map("ports");
        var ports = member.Ports.AreMoved ? member.Ports.Config(member.IsServer, member.Version, declaredPorts, draft.PortSet, draft.Offset) : null;
        // Moved ports stand in place of the declared ones, which would win otherwise.
        var declared = ports is null ? draft.Agent : draft.Agent.Without("ports");
        var config = Merge.Prune(derived.Under(declared, member, datacenters, ports));
        CheckPaths(config);
        CheckFolders(draft, install);
        return new Agent(member.Name, member.Datacenter, draft.Address, draft.Host.Span)
        {
            AddressSpan = draft.Host.Address?.Span ?? draft.Host.Span,
            IsServer = member.IsServer,
            Install = install,
            Config = config,
            DeclaredConfig = draft.Level.Agent,
            DeclaredServices = draft.Level.Services,
            Services = Services(draft),
            Ports = member.Ports,
            PortSet = draft.PortSet,
            PortOffsetSpan = draft.Offset == 0 ? SourceSpan.None : draft.Level.PortOffset?.Span ?? SourceSpan.None,
            Zone = draft.Level.Zone is { } zone && Text(draft.Placeholders.Expand(zone)) is { Length: > 0 } name ? name : null,
            WanAddress = member.WanAddress,
            // Nulls stay: they remove directives of the unit that is generated later.
            Systemd = draft.Placeholders.Expand(draft.Level.Systemd),
            Supervisor = draft.Placeholders.Expand(draft.Level.Supervisor),
        };
    }

    private ImmutableArray<Service> Services(Draft draft)
    {
        var declared = draft.Level.Services;
        if (!_services.TryGetValue(declared, out var services)) _services[declared] = services = new DeclaredServices(declared);
        return services.Of(draft.Placeholders, _types);
    }

    private static Datacenter Datacenter(DatacenterEntry entry, ImmutableArray<Agent> agents, List<Draft> drafts) => new(
        entry.Name,
        entry.Span,
        [.. agents.Where(a => a.IsServer)],
        [.. agents.Where(a => !a.IsServer)],
        [.. drafts.Where(d => d.Host.Role == Role.LoadBalancer && d.Datacenter.Name == entry.Name).Select(d => LoadBalancer(d, agents))])
    {
        ServersSpan = entry.ServersSpan,
    };

    private static LoadBalancer LoadBalancer(Draft draft, ImmutableArray<Agent> agents)
    {
        var ports = Ports.Resolve(true, ConsulVersion.Newest, draft.Agent.Map("ports"), draft.PortSet, 0);
        var listeners = ImmutableArray.CreateBuilder<Listener>();
        foreach (var (group, server) in new[] { ("servers", true), ("clients", false) })
        {
            if (draft.Level.Listeners[group] is not ListValue names) continue;
            var wanted = names.Items.OfType<ScalarValue>().ToLookup(n => n.Text, StringComparer.Ordinal);
            foreach (var name in PortName.All.Where(p => wanted.Contains(p.Name)))
            {
                var port = ports[name.Name] > 0 ? ports[name.Name] : name.Standard;
                listeners.Add(new Listener(name, port + draft.Offset, group, [.. agents.Where(a => a.IsServer == server && a.Ports[name.Name] > 0 && a.Address.Length > 0)], wanted[name.Name].First().Span));
            }
        }

        return new LoadBalancer(draft.Host.Name, draft.Datacenter.Name, draft.Address, draft.Host.Span)
        {
            AddressSpan = draft.Host.Address?.Span ?? draft.Host.Span,
            Listeners = listeners.ToImmutable(),
            Nginx = draft.Placeholders.Expand(draft.Level.Nginx),
        };
    }

    private string ReadAddress(ScalarValue? value, string key, Placeholders placeholders)
    {
        if (value is null or { Kind: ScalarKind.Null }) return "";
        var text = placeholders.Expand(value).Text;
        if (Address.IsValid(text)) return Address.Canonical(text);
        _findings.Add("address-form", value.Span, $"{key} \"{InventoryReader.Shorten(text)}\" is not an address: {Address.Expected}", text.Contains('[', StringComparison.Ordinal) || text.Contains('/', StringComparison.Ordinal) ? "write it without brackets, port and mask" : "correct it");
        return "";
    }

    private MapValue ReadPortSet(EffectiveLevel level, Placeholders placeholders)
    {
        if (level.PortSet is not { Kind: ScalarKind.String } name) return MapValue.Empty;
        if (level.PortOffset is { Kind: ScalarKind.Integer } offset && offset.Text != "0")
        {
            _findings.Add("port-set-and-offset", name.Span, $"port_set and port_offset (at {offset.Span.Describe(name.Span)}) both hold for this host, but its ports can be set in one way only", "remove one of the two, or set it to null here");
            return MapValue.Empty;
        }

        var text = placeholders.Expand(name).Text;
        if (_inventory.PortSets[text] is MapValue set) return set;
        var close = Suggestion.For(text, _inventory.PortSets.Entries.Select(e => e.Key));
        _findings.Add(
            "undefined-port-set",
            name.Span,
            $"the port set \"{InventoryReader.Shorten(text)}\" is not defined",
            close is not null ? $"did you mean \"{close}\"?" : _inventory.PortSets.IsEmpty ? "define it under port_sets at the top" : "expected one of " + string.Join(", ", _inventory.PortSets.Entries.Select(e => e.Key)));
        return MapValue.Empty;
    }

    /// <summary>Paths that systemd, supervisor and install.sh are given have to be absolute and plain.</summary>
    private void CheckPaths(MapValue config)
    {
        foreach (var key in (ReadOnlySpan<string>)["data_dir", "log_file", "pid_file"])
        {
            if (config[key] is SecretValue secret) _findings.Add("path-form", secret.Span, $"{key} is a secret, but the unit has to name this path", "write the path");
            if (config[key] is not ScalarValue { Kind: ScalarKind.String } path || !_checked.Add(path) || Names.IsAbsolutePath(path.Text)) continue;
            // An empty one of the two files is no file; without its data_dir the agent refuses to start.
            if (path.Text.Length == 0 && key != "data_dir") continue;
            if (_reported.TryAdd(path.Span, key))
                _findings.Add("path-form", path.Span, $"{key} \"{InventoryReader.Shorten(path.Text)}\" is not a path: {Names.PathExpected}", "name it by its full path");
        }
    }

    /// <summary>Where a file of the agent's configuration stands no folder can be, and the other way round.</summary>
    private void CheckFolders(Draft draft, ConsulInstall install)
    {
        if (!draft.Level.Supervisor.HasPlaceholders && _checkedFolders == (install, draft.Level.Supervisor)) return;
        _checkedFolders = (install, draft.Level.Supervisor);
        var folder = install.Supervisor ? draft.Placeholders.Expand(draft.Level.Supervisor).Text("conf_dir") ?? "/" : install.UnitDir;
        var unit = install.Supervisor ? folder : $"{folder}/{install.Unit}.service";
        var inside = folder.StartsWith(install.ConfigDir + "/", StringComparison.Ordinal) ? folder[(install.ConfigDir.Length + 1)..].Split('/')[0] : "";
        var isFile = inside.EndsWith(".json", StringComparison.Ordinal) || inside.EndsWith(".hcl", StringComparison.Ordinal);
        if (!isFile && !(install.ConfigDir + "/").StartsWith(unit + "/", StringComparison.Ordinal)) return;
        var span = install.Source["unit_dir"]?.Span ?? install.Source["config_dir"]?.Span ?? draft.Host.Span;
        if (install.Supervisor && !isFile) return;
        _findings.Add("path-form", span, $"{(isFile ? folder : install.ConfigDir)} would be a folder where a file of this agent stands", "choose another folder");
    }

    private void CheckSecretNames(IEnumerable<Agent> agents)
    {
        var checkedMaps = new HashSet<MapValue>(ReferenceEqualityComparer.Instance);
        foreach (var agent in agents)
        {
            if (checkedMaps.Add(agent.DeclaredConfig)) CheckSecretNames(agent.DeclaredConfig);
            if (checkedMaps.Add(agent.DeclaredServices)) CheckSecretNames(agent.DeclaredServices);
        }
    }

    private void CheckSecretNames(Value value)
    {
        switch (value)
        {
            case SecretValue secret when !_inventory.Secrets.ContainsKey(secret.Name):
                var close = Suggestion.For(secret.Name, _inventory.Secrets.Keys);
                _findings.Add("undefined-secret", secret.Span, $"the secret \"{InventoryReader.Shorten(secret.Name)}\" is not defined", close is null ? "define it under secrets at the top" : $"did you mean \"{close}\"?");
                break;
            case ListValue list:
                foreach (var item in list.Items) CheckSecretNames(item);
                break;
            case MapValue map:
                foreach (var entry in map.Entries) CheckSecretNames(entry.Value);
                break;
        }
    }

    private static string? Text(ScalarValue? value) => value is null or { Kind: ScalarKind.Null } ? null : value.Text;
}

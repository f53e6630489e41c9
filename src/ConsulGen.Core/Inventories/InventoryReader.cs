using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Values;
using ConsulGen.Core.Yaml;

namespace ConsulGen.Core.Inventories;

/// <summary>
/// Reads the tree of an inventory into levels and hosts. It takes what it can use and leaves what has another shape than expected,
/// which the schema reports, so that the findings about the rest still come in the same run.
/// </summary>
public sealed class InventoryReader
{
    private static readonly (string Key, Role Role)[] RoleGroups =
        [("servers", Role.Server), ("clients", Role.Client), ("load_balancers", Role.LoadBalancer)];

    private readonly FindingBag _findings;
    private readonly ValueReader _values;
    private Traits? _traits;
    private int _hostCount;

    private InventoryReader(FindingBag findings)
    {
        _findings = findings;
        _values = new ValueReader(findings);
    }

    /// <param name="root">The merged document.</param>
    /// <param name="defaultName">The file's stem, for an inventory without a name.</param>
    public static Inventory Read(YamlMapping root, string defaultName, FindingBag findings) => new InventoryReader(findings).Read(root, defaultName);

    private Inventory Read(YamlMapping root, string defaultName)
    {
        var level = ReadLevel(root, "inventory", null);
        _traits = new Traits(root, (map, label) => ReadLevel(map, label, null), _findings);
        var inventory = new Inventory(ReadName(root, defaultName))
        {
            Root = level,
            Datacenters = [.. ReadDatacenters(root, level).OrderBy(d => d.Name, StringComparer.Ordinal)],
            Federation = FederationChoice.Read(root),
            Secrets = ReadSecrets(root),
            PortSets = _values.Map(root, "port_sets", "inventory", ValueRules.Plain),
            Prometheus = root["prometheus"] is YamlMapping ? _values.Map(root, "prometheus", "inventory", ValueRules.Plain) : null,
            Lint = _values.Map(root, "lint", "inventory", ValueRules.Plain),
            Risks = Risk.Read(root, _findings),
        };
        _traits.ReportUnused();
        return inventory;
    }

    private string ReadName(YamlMapping root, string defaultName)
    {
        if (root["name"] is not YamlScalar name || CoreSchema.Resolve(name).Kind == ScalarKind.Null)
        {
            if (!NameForms.IsNode(defaultName))
                _findings.Add(
                    "name-form",
                    new SourceSpan(root.Span.Source, 1, 1, 1),
                    $"the bundle cannot be named \"{Shortened.Of(defaultName)}\", as the file is: {NameForms.NodeExpected}",
                    "add name:");
            return defaultName;
        }

        if (NameForms.IsNode(name.Text)) return name.Text;
        _findings.Add(
            "name-form",
            name.Span,
            $"the bundle cannot be named \"{Shortened.Of(name.Text)}\": {NameForms.NodeExpected}",
            "choose a name that is also good for a folder");
        return defaultName;
    }

    private Level ReadLevel(YamlMapping map, string label, Level? parent) => new(label, parent)
    {
        Consul = _values.Map(map, "consul", label, ValueRules.Plain),
        Agent = _values.Map(map, "agent", label, ValueRules.Lines | ValueRules.Secrets),
        Services = _values.Map(map, "services", label, ValueRules.Lines | ValueRules.Secrets),
        Vars = _values.Map(map, "vars", label, ValueRules.Lines),
        Systemd = _values.Map(map, "systemd", label, ValueRules.Plain),
        Supervisor = _values.Map(map, "supervisor", label, ValueRules.Plain),
        Nginx = _values.Map(map, "nginx", label, ValueRules.Plain),
        Listeners = _values.Map(map, "listeners", label, ValueRules.Plain),
        Security = new SecurityBlocks(_values.Block(map, "gossip", label), _values.Block(map, "tls", label), _values.Block(map, "acl", label)),
        Upkeep = new Upkeep(_values.MapOr(map, "firewall", Upkeep.Tool, label), _values.Map(map, "backup", label, ValueRules.Plain)),
        Zone = _values.Scalar(map, "zone", label),
        PortOffset = _values.Scalar(map, "port_offset", label),
        PortSet = _values.Scalar(map, "port_set", label),
    };

    private IEnumerable<DatacenterEntry> ReadDatacenters(YamlMapping root, Level parent)
    {
        if (root["datacenters"] is not YamlMapping datacenters) yield break;
        if (datacenters.Entries.Length == 0)
            _findings.Add(
                "missing-key",
                root.Entries.First(e => e.Key.Text == "datacenters").Key.Span,
                "the inventory has no datacenter, so there is nothing to build",
                "add one below datacenters");
        foreach (var (key, value) in datacenters.Entries)
        {
            if (!NameForms.IsDatacenter(key.Text))
            {
                _findings.Add(
                    "name-form",
                    key.Span,
                    $"\"{Shortened.Of(key.Text)}\" is not a datacenter's name: {NameForms.DatacenterExpected}",
                    NameForms.IsDatacenter(key.Text.ToLowerInvariant()) ? $"write \"{key.Text.ToLowerInvariant()}\", as Consul would" : "rename it");
                continue;
            }

            if (value is not YamlMapping map) continue;
            var level = ReadLevel(map, "datacenter " + key.Text, WithTraits(map, parent));
            var hosts = new List<HostEntry>();
            foreach (var (group, role) in RoleGroups)
                if (map[group] is YamlMapping groupMap) ReadGroup(groupMap, $"{group} of {key.Text}", level, role, hosts);
            var servers = map.Entries.FirstOrDefault(e => e.Key.Text == "servers").Key;
            yield return new DatacenterEntry(key.Text, key.Span, StableOrder.By(hosts, Compare))
            {
                ServersSpan = servers?.Span ?? key.Span,
            };
        }
    }

    private static int Compare(HostEntry a, HostEntry b) => a.Role != b.Role ? a.Role.CompareTo(b.Role) : NaturalOrder.Instance.Compare(a.Name, b.Name);

    private void ReadGroup(YamlMapping map, string label, Level parent, Role role, List<HostEntry> hosts)
    {
        var level = ReadLevel(map, label, WithTraits(map, parent));
        if (map["hosts"] is YamlMapping hostMap)
            foreach (var (key, value) in hostMap.Entries) ReadHosts(key, value as YamlMapping, level, role, hosts);
        if (map["groups"] is YamlMapping groups)
            foreach (var (key, value) in groups.Entries)
                if (value is YamlMapping group) ReadGroup(group, $"group {key.Text} of {label}", level, role, hosts);
    }

    private void ReadHosts(YamlScalar key, YamlMapping? map, Level group, Role role, List<HostEntry> hosts)
    {
        // A host without a mapping is the schema's finding, but it counts as a host: else quorum would be judged wrong.
        map ??= new YamlMapping(key.Span, []);
        group = WithTraits(map, group);
        if (HostRange.Parse(key.Text) is not { } range)
        {
            if (IsNodeName(key, key.Text) && HasRoom(key, 1)) hosts.Add(ReadHost(key.Text, key.Span, map, group, role));
            return;
        }

        if (range.Count > Limits.Hosts)
        {
            _findings.Add(
                "range-too-large",
                key.Span,
                string.Create(CultureInfo.InvariantCulture, $"\"{Shortened.Of(key.Text)}\" stands for more than {Limits.Hosts} hosts"),
                "check the bounds of the range");
            return;
        }

        var count = (int)range.Count;
        if (!HasRoom(key, count) || !Enumerable.Range(0, count).All(i => IsNodeName(key, range[i]))) return;
        var template = ReadHost(key.Text, key.Span, map, group, role);
        var ranged = new RangedHost(template, !ReferenceEquals(template.Level, group), range, key.Text, _findings);
        for (var i = 0; i < count; i++) hosts.Add(ranged[i]);
    }

    private HostEntry ReadHost(string name, SourceSpan span, YamlMapping map, Level group, Role role)
    {
        var label = "host " + name;
        var level = map.Entries.All(e => IsOfHost(e.Key.Text)) ? group : ReadLevel(map, label, group);
        return new HostEntry(name, span, role, level)
        {
            Address = _values.Scalar(map, "address", label),
            WanAddress = _values.Scalar(map, "wan_address", label),
            NodeId = _values.Scalar(map, "node_id", label),
        };
    }

    private static bool IsOfHost(string key) => key is "address" or "wan_address" or "node_id" or "traits";

    private Level WithTraits(YamlMapping map, Level above) => _traits?.Under(map, above) ?? above;

    private bool IsNodeName(YamlScalar key, string name)
    {
        if (NameForms.IsNode(name)) return true;
        var looksLikeRange = name.Contains('[', StringComparison.Ordinal);
        _findings.Add(
            "name-form",
            key.Span,
            $"\"{Shortened.Of(name)}\" is not a host's name: {NameForms.NodeExpected}",
            looksLikeRange ? "write a range as web[01:50], with the lower bound first" : "the key is the node name and a folder; rename it");
        return false;
    }

    private bool HasRoom(YamlScalar key, int more)
    {
        if (_hostCount > Limits.Hosts) return false;
        _hostCount += more;
        if (_hostCount <= Limits.Hosts) return true;
        _findings.Add(
            "range-too-large",
            key.Span,
            string.Create(CultureInfo.InvariantCulture, $"the inventory has more than {Limits.Hosts} hosts"),
            "split it into several inventories");
        return false;
    }

    private ImmutableSortedDictionary<string, SecretDefinition> ReadSecrets(YamlMapping root)
    {
        var secrets = ImmutableSortedDictionary.CreateBuilder<string, SecretDefinition>(StringComparer.Ordinal);
        if (root["secrets"] is not YamlMapping map) return secrets.ToImmutable();
        foreach (var (key, value) in map.Entries)
        {
            if (value is not YamlMapping definition) continue;
            if (!NameForms.IsUnit(key.Text))
            {
                _findings.Add(
                    "name-form",
                    key.Span,
                    $"\"{Shortened.Of(key.Text)}\" is not a secret's name: expected letters, digits, \"-\", \"_\" and \".\"",
                    "rename it");
                continue;
            }

            var sources = definition.Entries.Where(e => e.Key.Text is "env" or "file" or "value").ToList();
            if (sources is not [{ Value: YamlScalar text } source])
            {
                if (sources.Count != 1)
                    _findings.Add(
                        "secret-source",
                        key.Span, $"the secret \"{Shortened.Of(key.Text)}\" has {(sources.Count == 0 ? "no source" : "several sources")}, "
                            + "but needs exactly one",
                        "give it either env: VARIABLE or file: /path/on/the/host");
                // What is written out must be known as a secret all the same, so that no report shows it.
                secrets[key.Text] = definition["value"] is YamlScalar literal
                    ? new SecretDefinition(key.Text, literal.Span, SecretSource.Literal, literal.Text)
                    : new SecretDefinition(key.Text, key.Span, SecretSource.Environment, "");
                continue;
            }

            var kind = source.Key.Text switch { "env" => SecretSource.Environment, "file" => SecretSource.File, _ => SecretSource.Literal };
            secrets[key.Text] = new SecretDefinition(key.Text, text.Span, kind, text.Text);
        }

        return secrets.ToImmutable();
    }
}

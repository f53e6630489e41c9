using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Inventories;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Resolving;

/// <summary>What an inventory multiplies, before it is multiplied: servers by servers, settings and services by hosts, scrape jobs by servers.</summary>
public sealed class TopologySize
{
    /// <summary>Of a setting: quotes, indentation, punctuation.</summary>
    private const int Around = 8;

    /// <summary>Of the server in the join list or upstream of another host.</summary>
    private const int Address = 16;

    private readonly FindingBag _findings;
    private readonly Dictionary<Level, EffectiveLevel> _levels = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<EffectiveLevel, long> _characters = new(ReferenceEqualityComparer.Instance);
    private int _servers;
    private long _services;
    private long _text;
    private long _firewalls;
    private long _copied;

    private TopologySize(FindingBag findings) => _findings = findings;

    /// <summary>False, and a finding, where a limit is passed.</summary>
    public static bool Check(Inventory inventory, FindingBag findings)
    {
        if (Limits.AreExceeded(findings)) return false;
        if (inventory.Datacenters.Length > Limits.Datacenters)
            Limits.Report(
                findings,
                inventory.Datacenters.OrderBy(d => d.Span.Line).ElementAt(Limits.Datacenters).Span,
                $"{Limits.Count(Limits.Datacenters)} datacenters",
                "split it: one inventory for those that know each other");
        new TopologySize(findings).Count(inventory);
        return !Limits.AreExceeded(findings);
    }

    private void Count(Inventory inventory)
    {
        foreach (var datacenter in inventory.Datacenters)
        {
            var joined = datacenter.Hosts.Count(h => h.Role == Role.Server);
            var networks = new Lazy<int>(() => Network.Cover(AddressesOf(datacenter)).Count());
            foreach (var host in datacenter.Hosts) Count(host, joined, networks);
        }

        if (inventory.Prometheus?.Map("jobs") is { IsEmpty: false } jobs && (long)jobs.Entries.Length * _servers > Limits.ScrapeTargets)
            Limits.Report(
                _findings,
                jobs.Entries[^1].KeySpan,
                $"{Limits.Count(Limits.ScrapeTargets)} scrape jobs, each counted at each server",
                "let one tag stand for several services");
    }

    private static IEnumerable<string> AddressesOf(DatacenterEntry datacenter) =>
        datacenter.Hosts.Select(h => h.Address?.Text ?? "").Where(Topologies.Address.IsIP).Select(Topologies.Address.Canonical);

    /// <param name="networks">In which the agents of its datacenter are, each of them in the firewall of each.</param>
    private void Count(HostEntry host, int joined, Lazy<int> networks)
    {
        var level = Made(host.Level, host);
        if (!_characters.TryGetValue(level, out var characters)) _characters[level] = characters = Characters(level);
        characters += (long)joined * Address;
        Pass(ref _text, characters, Limits.SettingsText, host.Span, "characters in the settings of its hosts, inherited ones counted at each");
        if (!level.Upkeep.Firewall.IsEmpty)
            Pass(
                ref _firewalls,
                (long)networks.Value * Address,
                Limits.SettingsText,
                host.Span,
                "characters in the firewalls of its hosts",
                "give hosts addresses in a row, which are one network to a firewall, or split the inventory");
        if (host.Role == Role.Server && ++_servers == Limits.Servers + 1)
            Limits.Report(
                _findings,
                host.Span,
                $"{Limits.Count(Limits.Servers)} servers",
                "a datacenter has three or five servers; the others are clients");
        if (host.Role != Role.LoadBalancer)
            Pass(ref _services, level.Services.Entries.Length, Limits.ServiceFiles, host.Span, "services, each counted at each of its hosts");
    }

    /// <summary>Level by level from above, so that what each copies of what it inherits is counted before the next one is made.</summary>
    private EffectiveLevel Made(Level level, HostEntry host)
    {
        if (_levels.TryGetValue(level, out var known)) return known;
        var above = level.Parent is { } parent ? Made(parent, host) : null;
        if (_copied > Limits.InheritedValues && above is not null) return _levels[level] = above;
        var made = EffectiveLevel.Of(level, _levels);
        if (above is not null && !ReferenceEquals(made, above))
            Pass(
                ref _copied,
                made.Maps.Zip(above.Maps, Copied).Sum(),
                Limits.InheritedValues,
                host.Span,
                "values that levels inherit beside their own",
                "set what differs at fewer levels, or split the inventory");
        return made;
    }

    /// <summary>Entries of maps that a level has anew, as it changed something in them.</summary>
    private static long Copied(MapValue made, MapValue above)
    {
        if (ReferenceEquals(made, above) || above.IsEmpty) return 0;
        long sum = made.Entries.Length;
        foreach (var entry in made.Entries)
            if (entry.Value is MapValue map && above[entry.Key] is MapValue inherited) sum += Copied(map, inherited);
        return sum;
    }

    private void Pass(ref long sum, long more, int limit, SourceSpan span, string what, string help = "split the inventory")
    {
        if (sum <= limit && sum + more > limit) Limits.Report(_findings, span, $"{Limits.Count(limit)} {what}", help);
        sum += more;
    }

    private static long Characters(EffectiveLevel level) =>
        Characters(level.Agent) + Characters(level.Services) + Characters(level.Systemd) + Characters(level.Supervisor) + Characters(level.Nginx);

    private static long Characters(Value value) => value switch
    {
        ScalarValue scalar => scalar.Text.Length + Around,
        ListValue list => list.Items.Sum(Characters) + Around,
        MapValue map => map.Entries.Sum(e => e.Key.Length + Characters(e.Value)) + Around,
        _ => Around,
    };
}

using ConsulGen.Core.Consul.Datacenters;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Graphs;

/// <summary>What the picture says of hosts, one or several that are one node.</summary>
internal static class HostWords
{
    private const int MostNames = 3;

    public static PictureNode Node(string id, IReadOnlyList<Agent> agents, bool saysZone)
    {
        var (first, isOne) = (agents[0], agents.Count == 1);
        var kind = first.IsServer ? NodeKind.Server : NodeKind.Client;
        var role = first.IsServer && isOne && !Voters.Votes(first) ? "read replica" : first.Role;
        var lines = new List<string>();
        lines.AddRange(isOne ? [Joined(role, first.Address)] : [Short(agents.Select(a => a.NodeName)), Short(agents.Select(a => a.Address))]);
        lines.Add("Consul " + Versions(agents));
        if (saysZone && Zones(agents) is { } zones) lines.Add(zones);
        lines.AddRange(PortWords.LinesOf(agents));
        if (Services(agents) is { } services) lines.Add(services);
        return new PictureNode(id, kind, isOne ? first.NodeName : Counted.Of(agents.Count, role), [.. lines.Where(l => l.Length > 0)]);
    }

    public static PictureNode Node(string id, IReadOnlyList<LoadBalancer> balancers)
    {
        var (first, isOne) = (balancers[0], balancers.Count == 1);
        const string Role = "load balancer";
        var lines = new List<string>();
        lines.AddRange(isOne ? [Joined(Role, first.Address)] : [Short(balancers.Select(b => b.Name)), Short(balancers.Select(b => b.Address))]);
        if (ZoneOf(first) is { } zone && balancers.All(b => ZoneOf(b) == zone)) lines.Add("zone " + zone);
        lines.AddRange(Listeners(balancers));
        return new PictureNode(id, NodeKind.LoadBalancer, isOne ? first.Name : Counted.Of(balancers.Count, Role), [.. lines.Where(l => l.Length > 0)]);
    }

    /// <summary>What they offer, a line for each role that is behind it.</summary>
    public static IEnumerable<string> Listeners(IReadOnlyList<LoadBalancer> balancers) => balancers
        .SelectMany(b => b.Listeners)
        .GroupBy(l => l.Role, StringComparer.Ordinal)
        .Select(role => $"{role.Key}: " + PortWords.Join(role
            .GroupBy(l => l.Name.Name, StringComparer.Ordinal)
            .Select(l => PortWords.Of(PortWords.Shown(l.Key), l.Select(x => x.Port)))));

    private static IEnumerable<string> ServiceNames(IEnumerable<Agent> agents) => agents
        .SelectMany(a => a.Services)
        .Select(s => s.Name)
        .Distinct(StringComparer.Ordinal)
        .Order(NaturalOrder.Instance);

    private static string? ZoneOf(LoadBalancer balancer) => balancer.Sources.Zone is { Text: { Length: > 0 } zone } ? zone : null;

    private static string? Services(IReadOnlyList<Agent> agents)
    {
        var names = ServiceNames(agents).ToList();
        return names.Count == 0 ? null : (names.Count == 1 ? "service " : "services ") + HostNames.Short(names, MostNames);
    }

    private static string Versions(IReadOnlyList<Agent> agents)
    {
        var versions = agents.Select(a => a.Version).Distinct().Order().ToList();
        return versions.Count <= MostNames ? string.Join(", ", versions) : $"{versions[0]} to {versions[^1]}";
    }

    private static string? Zones(IReadOnlyList<Agent> agents)
    {
        var zones = agents.Select(a => a.Zone).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return zones.Count switch { 0 => null, 1 => "zone " + zones[0], var count => Counted.Of(count, "zone") };
    }

    private static string Short(IEnumerable<string> names) => HostNames.Short(names.Where(n => n.Length > 0).Distinct(StringComparer.Ordinal), MostNames);

    private static string Joined(string role, string address) => address.Length == 0 ? role : $"{role}, {address}";
}

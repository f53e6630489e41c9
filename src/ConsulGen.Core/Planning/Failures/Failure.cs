using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Planning.Failures;

/// <summary>Hosts that fail together: some by name, all of a machine, of a zone, or of a datacenter.</summary>
/// <param name="Kind">node, machine (by its address), zone or datacenter.</param>
/// <param name="Names">A zone may be given with its datacenter, <c>dc1/a</c>; alone it means that zone of all datacenters.</param>
public sealed record Failure(string Kind, ImmutableArray<string> Names)
{
    public static readonly ImmutableArray<string> Kinds = ["datacenter", "machine", "node", "zone"];

    /// <summary>Reads <c>node=a,b</c>; null when it has another form.</summary>
    public static Failure? Parse(string text)
    {
        var parts = text.Split('=', 2);
        if (parts.Length != 2 || !Kinds.Contains(parts[0])) return null;
        var names = parts[1].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return names.Length == 0 ? null : new Failure(parts[0], [.. names]);
    }

    /// <summary>The names that stand for nothing in the topology.</summary>
    public IEnumerable<string> Unknown(Topology topology)
    {
        var known = KnownNames(topology).ToHashSet(StringComparer.Ordinal);
        return Names.Where(n => !known.Contains(n));
    }

    public IEnumerable<string> KnownNames(Topology topology) => Kind switch
    {
        "datacenter" => topology.Datacenters.Select(d => d.Name),
        "machine" => topology.Hosts.Select(h => h.Address),
        "node" => topology.Hosts.Select(h => h.Name),
        _ => topology.Agents.Where(a => a.Zone is not null).SelectMany(a => new[] { a.Zone ?? "", $"{a.Datacenter}/{a.Zone}" }),
    };

    public bool Hits(Host host) => Kind switch
    {
        "datacenter" => Names.Contains(host.Datacenter),
        "machine" => Names.Contains(host.Address),
        "node" => Names.Contains(host.Name),
        _ => host is Agent { Zone: { } zone } && (Names.Contains(zone) || Names.Contains($"{host.Datacenter}/{zone}")),
    };
}

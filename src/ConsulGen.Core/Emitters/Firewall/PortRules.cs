using ConsulGen.Core.Consul.Datacenters;

namespace ConsulGen.Core.Emitters.Firewall;

/// <summary>What a firewall has to let in: of each party the ports, and all ports that are closed to others.</summary>
/// <param name="Parties">In the order in which the host's ports name them.</param>
/// <param name="Closed">All that is open on the host, whoever may reach it.</param>
internal sealed record PortRules(ImmutableArray<PartyPorts> Parties, PortLists Closed)
{
    public static PortRules Of(IEnumerable<Opening> openings)
    {
        var all = openings.ToList();
        var parties = new List<(Party Party, List<Opening> Openings)>();
        foreach (var opening in all)
            foreach (var party in opening.From)
            {
                var known = parties.FindIndex(p => IsSame(p.Party, party));
                if (known < 0) parties.Add((party, [opening]));
                else parties[known].Openings.Add(opening);
            }

        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        return new PortRules([.. parties.Select(p => new PartyPorts(Named(p.Party.Id), p.Party, PortLists.Of(p.Openings)))], PortLists.Of(all));

        string Named(string id) =>
            (names[id] = names.GetValueOrDefault(id) + 1) is var count and > 1 ? string.Create(CultureInfo.InvariantCulture, $"{id}_{count}") : id;
    }

    /// <summary>Parties of one name differ where another port has others in front. Most are the very same, and have many sources.</summary>
    private static bool IsSame(Party one, Party other) =>
        ReferenceEquals(one, other) || (one.Id == other.Id && one.Sources.AsSpan().SequenceEqual(other.Sources.AsSpan()));
}

/// <param name="Name">A word, distinct on this host.</param>
internal sealed record PartyPorts(string Name, Party Party, PortLists Ports);

/// <summary>Ports and ranges, in ascending order.</summary>
internal sealed record PortLists(ImmutableArray<string> Tcp, ImmutableArray<string> Udp)
{
    public static PortLists Of(IEnumerable<Opening> openings)
    {
        var all = openings.DistinctBy(o => (o.Port, o.LastPort, o.Udp)).OrderBy(o => o.Port).ToList();
        return new PortLists([.. all.Select(o => o.Ports).Distinct(StringComparer.Ordinal)], [.. all.Where(o => o.Udp).Select(o => o.Ports)]);
    }

    /// <summary>Each protocol that has any.</summary>
    public IEnumerable<(string Protocol, ImmutableArray<string> Ports)> ByProtocol =>
        new[] { ("tcp", Tcp), ("udp", Udp) }.Where(p => !p.Item2.IsEmpty);
}

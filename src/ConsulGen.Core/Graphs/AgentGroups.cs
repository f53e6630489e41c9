using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Graphs;

/// <summary>
/// Agents that are alike, so that many are few nodes. What the nodes would say decides; where that leaves too many, services no longer
/// keep agents apart, then ports, then releases.
/// </summary>
internal static class AgentGroups
{
    private static readonly ImmutableArray<Func<Agent, (string?, ConsulVersion?, string, string)>> Keys =
    [
        a => (a.Zone, a.Version, PortWords.KeyOf(a), string.Join('\n', a.Services.Select(s => s.Name))),
        a => (a.Zone, a.Version, PortWords.KeyOf(a), ""),
        a => (a.Zone, a.Version, "", ""),
        a => (a.Zone, null, "", ""),
    ];

    /// <param name="most">More groups than this are only made where zones alone make more.</param>
    /// <param name="byZone">Agents of different zones are in different groups.</param>
    public static List<List<Agent>> Of(IReadOnlyCollection<Agent> agents, int most, bool byZone)
    {
        var groups = new List<List<Agent>>();
        foreach (var key in Keys)
        {
            groups = [.. agents.GroupBy(a => byZone ? key(a) : key(a) with { Item1 = null }).Select(g => g.ToList())];
            if (groups.Count <= most) break;
        }

        return groups;
    }
}

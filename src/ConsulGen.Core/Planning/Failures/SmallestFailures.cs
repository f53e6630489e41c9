using ConsulGen.Core.Consul.Datacenters;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Planning.Failures;

/// <summary>The least that has to fail for a datacenter to stop.</summary>
/// <param name="Servers">How many of its servers that vote, whichever; 0 when it has none.</param>
/// <param name="Zones">
/// The fewest zones whose loss takes the quorum, in natural order; empty when a server has no zone, as nobody knows then what fails
/// with it.
/// </param>
/// <param name="Machines">
/// The fewest machines, by address, whose loss takes the quorum; empty where each has one voter at most, as then any of them do.
/// </param>
/// <param name="SingleInstances">Services that one host alone carries, in ordinal order of names.</param>
public sealed record SmallestFailures(
    string Datacenter,
    int Servers,
    ImmutableArray<string> Zones,
    ImmutableArray<string> Machines,
    ImmutableArray<string> SingleInstances)
{
    public static ImmutableArray<SmallestFailures> Of(Topology topology) => [.. topology.Datacenters.Select(Of)];

    private static SmallestFailures Of(Datacenter datacenter)
    {
        var voters = Voters.Of(datacenter);
        var enough = Voters.QuorumOf(datacenter).Fatal;
        var zones = voters.All(s => s.Zone is not null) ? Fewest(voters, s => s.Zone ?? "", enough) : [];
        var machines = Fewest(voters, s => s.Address, enough).ToList();
        var single = ServiceOutcome.Of(datacenter, _ => false).Where(s => s.All == 1).Select(s => s.Name);
        if (machines.Count >= enough) machines = [];
        return new SmallestFailures(
            datacenter.Name,
            enough,
            [.. zones.Order(NaturalOrder.Instance)],
            [.. machines.Order(NaturalOrder.Instance)],
            [.. single]);
    }

    /// <summary>The groups with the most servers first: no other choice of as many groups takes more.</summary>
    private static IEnumerable<string> Fewest(ImmutableArray<Agent> voters, Func<Agent, string> group, int enough)
    {
        var left = enough;
        foreach (var together in voters
            .GroupBy(group, StringComparer.Ordinal)
            .OrderByDescending(g => g.Count())
            .ThenBy(g => g.Key, NaturalOrder.Instance))
        {
            if (left <= 0) yield break;
            left -= together.Count();
            yield return together.Key;
        }
    }
}

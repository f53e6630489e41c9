using ConsulGen.Core.Consul.Datacenters;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Zones;

internal sealed class ZoneHoldsQuorum()
    : LintRule("zone-holds-quorum", Severity.Warning, "The loss of one zone takes the quorum of the servers")
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var datacenter in topology.Datacenters.Where(d => !Voters.AreOnePerZone(d)))
        {
            var servers = Voters.Of(datacenter);
            var count = servers.Length;
            if (count < 3) continue;
            var quorum = new Quorum(count).Needed;
            // A server without a zone survives with the others here, so that what is said is sure.
            var largest = servers
                .Where(s => s.Zone is not null)
                .GroupBy(s => s.Zone ?? "", StringComparer.Ordinal)
                .Select(z => (Name: z.Key, Count: z.Count()))
                .OrderByDescending(z => z.Count)
                .ThenBy(z => z.Name, StringComparer.Ordinal)
                .FirstOrDefault();
            // All of them in one zone: no-zone-spread.
            if (largest.Count == count || count - largest.Count >= quorum) continue;
            var most = count - quorum;
            report(
                datacenter.ServersSpan,
                Invariant($"zone \"{Shortened.Of(largest.Name)}\" holds {largest.Count} of the {count} servers of datacenter \"{datacenter.Name}\": ")
                    + Invariant($"when it fails, {count - largest.Count} {(count - largest.Count == 1 ? "is" : "are")} left, but a quorum is {quorum}"),
                Invariant($"spread them over {(count + most - 1) / most} zones, with no more than {most} in each"));
        }
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}

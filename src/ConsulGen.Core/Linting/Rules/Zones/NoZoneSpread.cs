using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Zones;

internal sealed class NoZoneSpread()
    : LintRule("no-zone-spread", Severity.Warning, "All servers of a datacenter are in one zone")
{
    public override void Check(Topology topology, Report report)
    {
        // One server or two stop with any loss: single-server, even-server-count.
        foreach (var datacenter in topology.Datacenters.Where(d => d.Servers.Length >= 3))
            if (datacenter.Servers.Select(s => s.Zone).Distinct(StringComparer.Ordinal).ToList() is [{ } zone])
                report(
                    datacenter.ServersSpan,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"all {datacenter.Servers.Length} servers of datacenter \"{datacenter.Name}\" are in zone \"{Shortened.Of(zone)}\": "
                            + $"when it fails, the datacenter has no leader"),
                    "put them into three zones or more, so that the loss of one leaves a majority");
    }
}

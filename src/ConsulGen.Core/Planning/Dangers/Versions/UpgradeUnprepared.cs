using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Planning.Changes;

namespace ConsulGen.Core.Planning.Dangers.Versions;

/// <summary>What has to be done while the older release still runs cannot be done in the same change as the upgrade.</summary>
internal sealed class UpgradeUnprepared()
    : DangerRule("upgrade-unprepared", DangerSeverity.Block, "An upgrade crosses a release for which the datacenter is not ready")
{
    public override void Check(TopologyChange change, Report report)
    {
        foreach (var datacenter in change.Datacenters)
            foreach (var servers in ServerUpgrades.OfServers(datacenter))
            {
                var hop = UpgradePath.Between(servers.Key.Old, servers.Key.New);
                // What lies on a longer way is told with its hops.
                if (hop is not [var only] || datacenter.Old is not { } old) continue;
                foreach (var note in UpgradeNote.All.Where(n => only.Crosses(n.Release.Since) && old.Agents.Any(n.Meets)))
                {
                    if (note.Before is not { } level) continue;
                    report(
                        level,
                        servers.First().PlaceOf("consul.version"),
                        $"the upgrade of datacenter \"{datacenter.Name}\" from Consul {servers.Key.Old} to {servers.Key.New} crosses {note.Release.Since}, "
                        + $"for which it {(level == DangerSeverity.Block ? "is" : "may be")} not ready",
                        $"make a change before it: {note.Text}",
                        servers.Select(s => s.Name));
                }
            }
    }
}

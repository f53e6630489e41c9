using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Planning.Changes;

namespace ConsulGen.Core.Planning.Dangers.Versions;

/// <summary>Consul's documentation "Upgrade instructions": at most two releases in a hop, and stops where there are instructions.</summary>
internal sealed class UpgradeSkipsStops()
    : DangerRule("upgrade-skips-stops", DangerSeverity.Block, "Servers jump further than an upgrade may go in one hop")
{
    public override void Check(TopologyChange change, Report report)
    {
        foreach (var datacenter in change.Datacenters)
        {
            if (datacenter.Old is not { } old) continue;
            foreach (var servers in ServerUpgrades.OfServers(datacenter).Where(g => UpgradePath.AreTooFarApart(g.Key.Old, g.Key.New)))
            {
                var hops = UpgradePath.Between(servers.Key.Old, servers.Key.New);
                var keys = UpgradeNote.KeysOf(change.Old, old);
                var notes = hops
                    .Select(h => (h.Name, Text: string.Join(", ", UpgradeNote.For(h, old, keys))))
                    .Where(n => n.Text.Length > 0)
                    .Select(n => $"; on the way to {n.Name}: {n.Text}");
                report(
                    DangerSeverity.Block,
                    servers.First().PlaceOf("consul.version"),
                    $"{AgentCount.Of([.. servers], "servers")} of datacenter \"{datacenter.Name}\" {(servers.Count() == 1 ? "goes" : "go")} from Consul "
                        + $"{servers.Key.Old} to {servers.Key.New} in one hop, but the documented way is {servers.Key.Old} -> "
                        + $"{string.Join(" -> ", hops.Select(h => h.Name))}: what a skipped release would have converted stays as it is, or stops the server",
                    $"make a change of each hop, the servers before the clients{string.Concat(notes)}",
                    servers.Select(s => s.Name));
            }
        }
    }
}

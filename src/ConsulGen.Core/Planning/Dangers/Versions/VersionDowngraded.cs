using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Planning.Changes;

namespace ConsulGen.Core.Planning.Dangers.Versions;

/// <summary>
/// A server of 1.8.4 does not start from the data of 1.10.11 ("Unrecognized msg type 31", run); there is no way back across 1.4.0, 1.9.0
/// and 1.11.0 in any case: Consul's documentation "Upgrading specific versions"; github.com/hashicorp/consul issues 11430 and 5190.
/// </summary>
internal sealed class VersionDowngraded()
    : DangerRule("version-downgraded", DangerSeverity.Block, "Agents go back to an older release of Consul")
{
    public override void Check(TopologyChange change, Report report)
    {
        foreach (var datacenter in change.Datacenters)
        {
            var agents = datacenter.Agents.Where(a => a.VersionChange() is var (old, next) && next < old).ToList();
            var servers = agents.Where(a => datacenter.OldServer(a) is not null).ToList();
            if (servers is [var first, ..] && first.VersionChange() is var (before, after))
            {
                var isPatch = servers.TrueForAll(s => s.VersionChange() is var (old, next) && UpgradePath.Ahead(next, old) == 0);
                report(
                    isPatch ? DangerSeverity.Warning : DangerSeverity.Block,
                    first.PlaceOf("consul.version"),
                    $"{AgentCount.Of(servers, "servers")} of datacenter \"{datacenter.Name}\" {(servers.Count == 1 ? "goes" : "go")} back from Consul "
                    + $"{before} to {after}: "
                    + (isPatch ? "no release is tested with the data of a later patch" : "an older release does not start from data that a newer one wrote"),
                    isPatch
                        ? "take a snapshot first, and go on to a later patch instead when there is one"
                        : "keep the release; or start the older one with empty data folders, and restore a snapshot that it wrote itself",
                    servers.Select(s => s.Name));
            }

            var clients = agents.Where(a => datacenter.OldServer(a) is null).ToList();
            if (clients is [var client, ..] && client.VersionChange() is var (from, to))
                report(
                    DangerSeverity.Warning,
                    client.PlaceOf("consul.version"),
                    $"{AgentCount.Of(clients, "clients")} of datacenter \"{datacenter.Name}\" {(clients.Count == 1 ? "goes" : "go")} back from Consul "
                        + $"{from} to {to}: services that were registered over the API are read from what the newer release wrote",
                    "try it with one client first, and look for its services in the catalogue",
                    clients.Select(c => c.Name));
        }
    }
}

using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Planning.Changes;

namespace ConsulGen.Core.Planning.Dangers.Addresses;

/// <summary>
/// Raft's list of peers holds addresses: a minority that comes back elsewhere is taken in again (Raft protocol 3 and autopilot), a
/// majority finds no leader to tell; github.com/hashicorp/consul issues 1580, 457, 2066 and 2368.
/// </summary>
internal sealed class ServerAddressChanged()
    : DangerRule("server-address-changed", DangerSeverity.Block, "Servers of a live datacenter get other addresses")
{
    public override bool StepsAreTheRemedy => true;

    public override void Check(TopologyChange change, Report report)
    {
        foreach (var datacenter in change.Datacenters)
        {
            var servers = datacenter.KeptServers
                .Where(s => s is { Old: { } old, New: { } next } && old.AdvertisedAddress != next.AdvertisedAddress)
                .ToList();
            if (servers is not [var first, ..]) continue;
            var level = datacenter.StopsWithout(servers) ? DangerSeverity.Block : DangerSeverity.Procedure;
            var many = $"{AgentCount.Servers(servers.Count, datacenter)} {(servers.Count == 1 ? "gets another address" : "get other addresses")}";
            report(
                level,
                first.Agent.AddressSpan.Exists ? first.Agent.AddressSpan : first.Agent.Span,
                level == DangerSeverity.Block
                    ? $"{many} in one change, but it may lose only {datacenter.Tolerance} at a time: Raft knows its peers by address, "
                        + "and a majority that comes back elsewhere elects no leader"
                    : $"{many}: Raft knows its peers by address, so each has to leave and come back as another voter",
                level == DangerSeverity.Block
                    ? "make one change of each server, or set up new servers beside the old ones; consulgen transition address writes the changes"
                    : "one at a time: consul leave, move it, start it, and wait until it is a voter again",
                servers.Select(s => s.Name));
        }
    }
}

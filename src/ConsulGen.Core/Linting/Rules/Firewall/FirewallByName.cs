using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Consul.Datacenters;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Firewall;

internal sealed class FirewallByName()
    : LintRule("firewall-by-name", Severity.Error, "A firewall has to let in a host whose address it does not know")
{
    public override void Check(Topology topology, Report report)
    {
        var guarded = topology.Hosts.Where(h => h.Firewall is not null).Select(h => h.Datacenter).ToHashSet(StringComparer.Ordinal);
        if (guarded.Count == 0) return;
        var elsewhere = WanPool.Of(topology)
            .Where(p => p.Members.Any(d => guarded.Contains(d.Name)))
            .SelectMany(p => p.Members)
            .Select(d => d.Name)
            .ToHashSet(StringComparer.Ordinal);
        foreach (var host in topology.Hosts)
        {
            if (host.Address.Length == 0 || Address.IsIP(host.Address)) continue;
            if (host is Agent agent && Address.IsIP(agent.AdvertisedAddress)) continue;
            if (guarded.Contains(host.Datacenter) || (host is Agent { IsServer: true } && elsewhere.Contains(host.Datacenter)))
                report(
                    host.AddressSpan,
                    $"\"{host.Name}\" is known by the name {host.Address} only, and the firewalls of those that it talks to let in addresses",
                    "give the host its address, or an advertise_addr");
        }
    }
}

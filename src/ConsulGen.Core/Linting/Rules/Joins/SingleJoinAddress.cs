using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Joins;

internal sealed class SingleJoinAddress()
    : LintRule("single-join-address", Severity.Warning, "Clients can join through one server only, although there are more")
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var datacenter in topology.Datacenters.Where(d => d.Servers.Length >= 3))
        {
            var addresses = datacenter.Addresses;
            var told = new HashSet<ListValue>(ReferenceEqualityComparer.Instance);
            foreach (var client in datacenter.Clients)
                // A name may stand for many, and a cloud's discovery and a shared address do. A wrong port is for retry-join-port.
                if (client.Config["retry_join"] is ListValue { Span.Exists: true, Items: [var item] } list && told.Add(list)
                    && JoinEntry.Parse(item) is { IsLoopback: false } entry && Address.IsIP(entry.Host)
                    && addresses.TryGetValue(entry.Host, out var targets) && targets.Exists(t => t.IsServer
                        && t.Ports["serf_lan"] == (entry.Port ?? client.Ports["serf_lan"])) && client.Config["start_join"] is null)
                    report(
                        item.Span.PlaceOr(client),
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"retry_join of \"{client.Name}\" has {entry.Host} only, one of {datacenter.Servers.Length} servers: while it is down, "
                                + $"a client that starts finds nobody"),
                        "remove it: clients then get the addresses of all servers");
        }
    }
}

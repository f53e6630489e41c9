using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Planning.Changes;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Planning.Dangers.Federation;

/// <summary>Servers of other datacenters know a server by its WAN address, and join by lists that are read at the start only.</summary>
internal sealed class WanLinkChanged()
    : DangerRule("wan-link-changed", DangerSeverity.Warning, "Servers get another address or other join lists for other datacenters")
{
    private static readonly ImmutableArray<string> Addresses = ["advertise_addr_wan", "advertise_addr_wan_ipv4", "advertise_addr_wan_ipv6", "serf_wan"];

    public override void Check(TopologyChange change, Report report)
    {
        var live = change.Datacenters.Where(d => d is { IsLive: true, New.Servers.IsEmpty: false }).ToList();
        if (live.Count < 2) return;
        // Who is not joined any more on purpose is federation-changed.
        foreach (var datacenter in live) ReportAddresses(datacenter, report);
        if (change.New.AreSeparate || change.New.Agents.Any(a => a is { IsServer: true, Mesh.FederatesThroughGateways: true })) return;
        if (Joined(change.Old, change.Old, _ => true) is not { } before) return;
        var kept = new HashSet<Agent>(live.SelectMany(d => d.KeptServers).Select(s => s.New).OfType<Agent>(), ReferenceEqualityComparer.Instance);
        if (Joined(change.New, change.Old, kept.Contains) is not { } after) return;
        foreach (var datacenter in live.Where(d => before.Contains(d.Name) && !after.Contains(d.Name)))
        {
            var first = datacenter.Agents.First(a => datacenter.NewServer(a) is not null);
            report(
                DangerSeverity.Warning,
                first.PlaceOf("retry_join_wan", "start_join_wan") is { Exists: true } place ? place : first.Agent.Span,
                $"no server of datacenter \"{datacenter.Name}\" joins a server of another datacenter that stays, and none of those joins it: "
                    + "the link lives on in the gossip of servers that run, and a datacenter that starts afresh is cut off",
                "keep two servers of another datacenter that stay in retry_join_wan, or remove it, so that servers get the addresses of all",
                datacenter.Agents.Where(a => datacenter.NewServer(a) is not null).Select(a => a.Name));
        }
    }

    private static void ReportAddresses(DatacenterChange datacenter, Report report)
    {
        var servers = datacenter.KeptServers.Where(s => Addresses.Any(k => s.Key(k) is not null)).ToList();
        if (servers is not [var first, ..]) return;
        var key = Addresses.Select(first.Key).OfType<KeyChange>().First();
        report(
            DangerSeverity.Warning,
            key.Span.Exists ? key.Span : first.Agent.Span,
            $"{key.Path} of {AgentCount.Of(servers, "servers")} of datacenter \"{datacenter.Name}\" goes from {key.Old?.ToString() ?? "nothing"} to "
                + $"{key.New?.ToString() ?? "nothing"}: other datacenters reach a server at its old address until its restart, "
                + "and at the new one only if routes and firewalls are ready",
            "open the new addresses first; then restart one server at a time, and wait until consul members -wan shows it alive in the other datacenters",
            servers.Select(s => s.Name));
    }

    /// <summary>Datacenters that join another one, or that another one joins; null where an entry leaves open who is meant.</summary>
    private static HashSet<string>? Joined(Topology topology, Topology old, Func<Agent, bool> counts)
    {
        var known = AddressBook.OfWan(topology);
        foreach (var (address, agents) in AddressBook.OfWan(old)) known.TryAdd(address, agents);
        var targets = new JoinTargets(known, "serf_wan");
        var joined = new HashSet<string>(StringComparer.Ordinal);
        foreach (var server in topology.Datacenters.SelectMany(d => d.Servers))
        {
            if (server.Config["start_join_wan"] is not null || server.Config["retry_join_wan"] is ScalarValue { Kind: not ScalarKind.Null }) return null;
            if (server.Config["retry_join_wan"] is not ListValue list) continue;
            if (targets.Of(list, server) is not { } found) return null;
            foreach (var name in found.Where(t => t.Datacenter != server.Datacenter && counts(t)).Select(t => t.Datacenter).Distinct(StringComparer.Ordinal))
                joined.UnionWith([name, server.Datacenter]);
        }

        return joined;
    }
}

using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Consul.Datacenters;
using ConsulGen.Core.Planning.Changes;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Planning.Dangers.Federation;

/// <summary>
/// Servers keep the members of the WAN in <c>serf/remote.snapshot</c> and join them again after a restart, and those that run go on calling
/// who has failed for <c>reconnect_timeout_wan</c>: taking join lists away parts nobody.
/// </summary>
internal sealed class FederationChanged()
    : DangerRule("federation-changed", DangerSeverity.Procedure, "A live datacenter relates to the others in another way")
{
    private enum Link
    {
        None,
        Join,
        Gateways,
    }

    public override void Check(TopologyChange change, Report report)
    {
        if (change.Datacenters.Count(d => d is { IsLive: true, New.Servers.IsEmpty: false }) < 2) return;
        var changed = change.Datacenters
            .SelectMany(d => d.KeptServers)
            .Select(s => (Server: s, Was: LinkOf(s.Old), Becomes: LinkOf(s.New)))
            .Where(s => s.Was != s.Becomes)
            .GroupBy(s => (s.Was, s.Becomes), s => s.Server);
        foreach (var servers in changed)
        {
            // A list that is taken away while the federation stays is wan-link-changed.
            if (servers.Key.Becomes == Link.None && !change.New.AreSeparate) continue;
            var names = servers.Select(s => s.Agent.Datacenter).Distinct(StringComparer.Ordinal).Select(d => $"\"{d}\"").ToList();
            report(
                DangerSeverity.Procedure,
                change.New.FederationSpan.Exists ? change.New.FederationSpan : servers.First().PlaceOf("retry_join_wan", "start_join_wan", "connect"),
                $"servers of {(names.Count == 1 ? "datacenter" : "datacenters")} {string.Join(", ", names)} go from {Words(servers.Key.Was)} to "
                    + $"{Words(servers.Key.Becomes)}: {Consequence(servers.Key.Was, servers.Key.Becomes)}",
                Help(servers.Key.Was, servers.Key.Becomes, PrimaryDatacenter.NameIn(change.New)),
                servers.Select(s => s.Name));
        }
    }

    private static Link LinkOf(Agent? server) =>
        server is null ? Link.None : server.Mesh.FederatesThroughGateways ? Link.Gateways : WanJoins.HasJoinList(server) ? Link.Join : Link.None;

    private static string Words(Link link) => link switch
    {
        Link.Join => "joins over the WAN",
        Link.Gateways => "mesh gateways",
        _ => "clusters of their own",
    };

    private static string Consequence(Link was, Link becomes) => (was, becomes) switch
    {
        (_, Link.None) => "gossip keeps the link, over restarts too, because servers join again whom they remember; what came from the primary stays, "
            + "and nobody replicates it any more",
        (Link.None, _) => "as a secondary it takes over the primary's policies, intentions and configuration entries and loses its own",
        _ => "while some servers have restarted and others have not, those of one kind do not reach the other datacenters by the way of the other kind",
    };

    private static string Help(Link was, Link becomes, string? primary) => (was, becomes) switch
    {
        (_, Link.None) => "set ports.serf_wan: -1 for all but one of them in the same change, restart one server at a time, and look at consul members -wan",
        (Link.None, _) => "export policies, tokens, intentions and configuration entries of the secondary first; the same gossip key and CA in both; "
            + "then the primary's servers, one at a time, and after them the secondary's",
        (_, Link.Gateways) => $"first the gateways of {(primary is null ? "the primary" : $"\"{primary}\"")}, with -expose-servers, and certificates for "
            + "server.<datacenter>.<domain> everywhere; then the primary's servers, one at a time, and after them the others'; "
            + "look at consul members -wan in every datacenter",
        _ => "open the ports server and serf_wan in both directions first; then the primary's servers, one at a time, and after them the others'; "
            + "look at consul members -wan in every datacenter",
    };
}

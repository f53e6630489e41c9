using ConsulGen.Core.Planning.Changes;

namespace ConsulGen.Core.Planning.Dangers.Addresses;

/// <summary>
/// The others dial a server where they met it: github.com/hashicorp/consul issues 1580 and 764; the list of peers has
/// <c>address:port</c>.
/// </summary>
internal sealed class ServerPortChanged()
    : DangerRule("server-port-changed", DangerSeverity.Block, "Servers of a live datacenter get another RPC or gossip port")
{
    private static readonly ImmutableArray<string> Ports = ["server", "serf_lan", "serf_wan"];

    public override bool StepsAreTheRemedy => true;

    public override void Check(TopologyChange change, Report report)
    {
        foreach (var datacenter in change.Datacenters)
        {
            var servers = datacenter.KeptServers.Where(s => Moved(s).Any()).ToList();
            if (servers is not [var first, ..]) continue;
            var level = datacenter.StopsWithout(servers) ? DangerSeverity.Block : DangerSeverity.Procedure;
            var ports = string.Join(
                ", ",
                Moved(first).Select(p => string.Create(CultureInfo.InvariantCulture, $"{p} from {first.Old?.Ports[p]} to {first.New?.Ports[p]}")));
            report(
                level,
                first.PlaceOf([.. Ports.Select(p => "ports." + p)]),
                $"{AgentCount.Servers(servers.Count, datacenter)} {(servers.Count == 1 ? "moves" : "move")} ports ({ports}): the others dial the old ones"
                + (level == DangerSeverity.Block ? ", and more servers than it may lose are not found at once" : ""),
                "open both ports in the firewall first; then one server in each change: consul leave, start on the new port, wait until it is a voter; "
                    + "load balancers and join lists follow",
                servers.Select(s => s.Name));
        }
    }

    /// <summary>Compares what is listened on: a key may come that says what was the default.</summary>
    private static IEnumerable<string> Moved(AgentChange server) => Ports.Where(p => server.Old?.Ports[p] != server.New?.Ports[p]);
}

using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Federation;

internal sealed class ServerOffTheWan()
    : LintRule("server-off-the-wan", Severity.Warning, "A server keeps off the WAN, on which others join their datacenters")
{
    public override void Check(Topology topology, Report report)
    {
        if (topology.Datacenters.SelectMany(d => d.Servers).FirstOrDefault(s => s.Ports["serf_wan"] > 0 && WanJoins.IsJoined(s)) is not { } joined) return;
        var told = new HashSet<SourceSpan>();
        foreach (var server in topology.Datacenters.SelectMany(d => d.Servers).Where(s => s.Ports["serf_wan"] == 0))
        {
            var place = server.Ports.SpanOf("serf_wan").PlaceOr(server);
            if (told.Add(place))
                report(
                    place,
                    $"ports.serf_wan of \"{server.Name}\" is off, but \"{joined.Name}\" of datacenter \"{joined.Datacenter}\" is on the WAN: "
                        + $"requests for other datacenters that come to this server fail",
                    "give it the port that the others have");
        }
    }
}

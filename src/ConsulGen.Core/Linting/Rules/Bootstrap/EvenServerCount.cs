using ConsulGen.Core.Consul.Datacenters;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Bootstrap;

internal sealed class EvenServerCount()
    : LintRule("even-server-count", Severity.Error, "An even number of servers survives no more failures than one server less")
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var datacenter in topology.Datacenters)
        {
            var quorum = Voters.QuorumOf(datacenter);
            var count = quorum.Voters;
            if (count == 0 || count % 2 != 0 || Voters.AreOnePerZone(datacenter)) continue;
            var fewer = count - 1;
            report(
                datacenter.ServersSpan,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"datacenter \"{datacenter.Name}\" has {count} servers: with a quorum of {quorum.Needed} "
                    + $"it survives the loss of {Loss(quorum.Tolerance)}, just as {Counted.Of(fewer, "server")} would"),
                string.Create(CultureInfo.InvariantCulture, $"use {count + 1} servers, which survive the loss of "
                    + $"{new Quorum(count + 1).Tolerance}{(fewer > 1 ? $", or {fewer}" : "")}"));
        }
    }

    private static string Loss(int count) => count == 0 ? "none" : count.ToString(CultureInfo.InvariantCulture);
}

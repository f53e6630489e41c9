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
            var count = Voters.Of(datacenter).Length;
            if (count == 0 || count % 2 != 0 || Voters.AreOnePerZone(datacenter)) continue;
            var quorum = (count / 2) + 1;
            var fewer = count - 1;
            report(
                datacenter.ServersSpan,
                Invariant($"datacenter \"{datacenter.Name}\" has {count} servers: with a quorum of {quorum} it survives the loss of {Loss(count - quorum)}, ")
                    + $"just as {Counted.Of(fewer, "server")} would",
                Invariant($"use {count + 1} servers, which survive the loss of {count / 2}{(fewer > 1 ? Invariant($", or {fewer}") : "")}"));
        }
    }

    private static string Loss(int count) => count == 0 ? "none" : count.ToString(CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}

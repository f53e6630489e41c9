using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Bootstrap;

internal sealed class BootstrapExpectDiffers()
    : LintRule("bootstrap-expect-differs", Severity.Error, "Servers of a datacenter expect different numbers of servers")
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var datacenter in topology.Datacenters)
        {
            var expecting = Expecting(datacenter).OrderBy(s => s.PlaceOf(s.Config["bootstrap_expect"]), PlaceOrder.Instance).ToList();
            foreach (var server in expecting.Skip(1).Where(s => Number(s) != Number(expecting[0])))
            {
                var span = server.PlaceOf(server.Config["bootstrap_expect"]);
                var first = expecting[0].PlaceOf(expecting[0].Config["bootstrap_expect"]);
                report(
                    span,
                    string.Create(CultureInfo.InvariantCulture, $"bootstrap_expect is {Number(server)}, but {Number(expecting[0])} for \"{expecting[0].Name}\"{(first == span ? "" : " at " + first.Describe(span))}: the servers of \"{datacenter.Name}\" never elect a leader"),
                    "remove it: each server then expects the number of servers");
            }
        }
    }

    public static bool IsIn(Datacenter datacenter) => Expecting(datacenter).Select(Number).Distinct().Skip(1).Any();

    /// <summary>
    /// Servers whose number the others compare with theirs. One that has none (or 0) goes along with any, and one that expects 1
    /// elects itself and takes the others in (agent/consul/server_serf.go, all versions).
    /// </summary>
    private static IEnumerable<Agent> Expecting(Datacenter datacenter) => datacenter.Servers.Where(s => Number(s) > 1);

    private static int? Number(Agent server) => server.Config.Number("bootstrap_expect");
}

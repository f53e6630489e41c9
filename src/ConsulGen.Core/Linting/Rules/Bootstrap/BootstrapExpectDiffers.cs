using ConsulGen.Core.Consul.Datacenters;
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
            var expecting = ExpectedServers.Expecting(datacenter).OrderBy(s => s.PlaceOf(s.Config["bootstrap_expect"]), PlaceOrder.Instance).ToList();
            foreach (var server in expecting.Skip(1).Where(s => ExpectedServers.Of(s) != ExpectedServers.Of(expecting[0])))
            {
                var span = server.PlaceOf(server.Config["bootstrap_expect"]);
                var first = expecting[0].PlaceOf(expecting[0].Config["bootstrap_expect"]);
                report(
                    span,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"bootstrap_expect is {ExpectedServers.Of(server)}, but {ExpectedServers.Of(expecting[0])} for "
                            + $"\"{expecting[0].Name}\"{(first == span ? "" : " at " + first.Describe(span))}: "
                            + $"the servers of \"{datacenter.Name}\" never elect a leader"),
                    "remove it: each server then expects the number of servers");
            }
        }
    }
}

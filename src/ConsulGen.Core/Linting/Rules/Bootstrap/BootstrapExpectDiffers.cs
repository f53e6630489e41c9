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
            var expecting = FirstElection.Expecting(datacenter).OrderBy(s => s.PlaceOf(s.Config[FirstElection.Key]), PlaceOrder.Instance).ToList();
            foreach (var server in expecting.Skip(1).Where(s => FirstElection.ExpectedBy(s) != FirstElection.ExpectedBy(expecting[0])))
            {
                var span = server.PlaceOf(server.Config[FirstElection.Key]);
                var first = expecting[0].PlaceOf(expecting[0].Config[FirstElection.Key]);
                report(
                    span,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"bootstrap_expect is {FirstElection.ExpectedBy(server)}, but {FirstElection.ExpectedBy(expecting[0])} for "
                            + $"\"{expecting[0].Name}\"{(first == span ? "" : " at " + first.Describe(span))}: "
                            + $"the servers of \"{datacenter.Name}\" never elect a leader"),
                    "remove it: each server then expects the number of servers");
            }
        }
    }
}

using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Bootstrap;

internal sealed class SingleServer()
    : LintRule("single-server", Severity.Warning, "A datacenter with one server stops with it")
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var datacenter in topology.Datacenters)
            if (datacenter.Servers.Length == 1)
                report(
                    datacenter.ServersSpan,
                    $"datacenter \"{datacenter.Name}\" has 1 server: when it is lost, so are the catalogue, the KV store and the ACLs",
                    "use 3 servers, which survive the loss of 1; ignore this rule for a test cluster");
    }
}

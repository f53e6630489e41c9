using ConsulGen.Core.Consul.Datacenters;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Bootstrap;

internal sealed class TooManyServers()
    : LintRule("too-many-servers", Severity.Warning, "More than seven servers make every write slower")
{
    private const int Most = 7;

    public override void Check(Topology topology, Report report)
    {
        foreach (var datacenter in topology.Datacenters)
            if (Voters.Of(datacenter).Length is > Most and var count && !Voters.AreOnePerZone(datacenter))
                report(
                    datacenter.ServersSpan,
                    FormattableString.Invariant(
                        $"datacenter \"{datacenter.Name}\" has {count} servers: every write waits for {new Quorum(count).Needed} of them"),
                    "use 5 or 7 servers, and clients for the rest");
    }
}

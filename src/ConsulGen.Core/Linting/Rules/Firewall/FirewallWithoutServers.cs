using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Firewall;

internal sealed class FirewallWithoutServers()
    : LintRule("firewall-without-servers", Severity.Error, "A firewall keeps away servers that the inventory does not have")
{
    public override void Check(Topology topology, Report report)
    {
        var told = new HashSet<SourceSpan>();
        foreach (var datacenter in topology.Datacenters.Where(d => d.Servers.IsEmpty))
            foreach (var client in datacenter.Clients)
                if (client.Firewall is { } firewall
                    && !firewall.Allowed.Any(a => a.Port == "serf_lan" && !a.Sources.IsEmpty) && told.Add(firewall.Span))
                    report(
                        firewall.Span,
                        $"the servers of datacenter \"{datacenter.Name}\" are not in this inventory, so the firewall of \"{client.Name}\" keeps their gossip "
                            + $"away: they take it for failed",
                        "name their addresses under allow, at serf_lan");
    }
}

using ConsulGen.Core.Consul.Datacenters;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Joins;

internal sealed class DatacenterNotJoined()
    : LintRule("datacenter-not-joined", Severity.Warning, "No join over the WAN connects a datacenter with the others")
{
    public override void Check(Topology topology, Report report)
    {
        // One that keeps off the WAN is another rule's: server-off-the-wan.
        var datacenters = topology.Datacenters.Where(d => d.Servers.Any(s => s.Ports["serf_wan"] > 0)).ToList();
        if (datacenters.Count < 2 || WanGroups.Of(datacenters) is not { } groups) return;
        var first = groups.Largest;
        foreach (var datacenter in datacenters.Where(d => !groups.AreJoined(d, first)))
            report(
                Place(datacenter),
                $"no retry_join_wan leads from datacenter \"{datacenter.Name}\" to \"{first.Name}\" or back, on their own or over others: "
                    + $"neither finds the services of the other",
                "remove retry_join_wan: servers then get the addresses of all servers of the other datacenters");
    }

    private static SourceSpan Place(Datacenter datacenter) =>
        datacenter.Servers.Select(s => s.Config["retry_join_wan"]?.Span ?? SourceSpan.None).FirstOrDefault(s => s.Exists) is { Exists: true } span
            ? span
            : datacenter.ServersSpan;
}

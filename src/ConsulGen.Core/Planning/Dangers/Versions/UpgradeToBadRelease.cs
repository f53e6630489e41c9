using ConsulGen.Core.Consul.Releases.Faults;
using ConsulGen.Core.Planning.Changes;

namespace ConsulGen.Core.Planning.Dangers.Versions;

internal sealed class UpgradeToBadRelease()
    : DangerRule("upgrade-to-bad-release", DangerSeverity.Warning, "Agents get a release with a known fault that meets them")
{
    public override void Check(TopologyChange change, Report report)
    {
        foreach (var datacenter in change.Datacenters)
        {
            if (datacenter.New is not { } next) continue;
            var faults = datacenter.Agents
                .Where(a => a.VersionChange() is not null)
                .GroupBy(a => a.Agent.Version)
                .SelectMany(g => ReleaseFault.In(g.Key).Select(f => (Fault: f, Agents: g.Where(a => f.Meets(a.Agent, next)).ToList())))
                .Where(f => f.Agents.Count > 0);
            foreach (var (fault, agents) in faults)
                report(
                    DangerSeverity.Warning,
                    agents[0].PlaceOf("consul.version"),
                    $"{AgentCount.Of(agents, "agents")} of datacenter \"{datacenter.Name}\" {(agents.Count == 1 ? "gets" : "get")} Consul "
                    + $"{agents[0].Agent.Version}, which has a known fault: {fault.Text}",
                    fault.Way(agents[0].Agent, next),
                    agents.Select(a => a.Name));
        }
    }
}

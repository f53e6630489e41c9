using ConsulGen.Core.Consul.Releases.Faults;
using ConsulGen.Core.Planning.Changes;

namespace ConsulGen.Core.Planning.Dangers.Versions;

/// <summary>Consul's documentation "Upgrading specific versions" names the faults and the patches that mend them.</summary>
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
                .SelectMany(a => ReleaseFault.Of(a.Agent, next).Select(f => (Fault: f, Agent: a)))
                .GroupBy(f => f.Fault, f => f.Agent);
            foreach (var agents in faults)
                report(
                    DangerSeverity.Warning,
                    agents.First().PlaceOf("consul.version"),
                    $"{AgentCount.Of([.. agents], "agents")} of datacenter \"{datacenter.Name}\" {(agents.Count() == 1 ? "gets" : "get")} Consul {agents.First().Agent.Version}, which has a known fault: {agents.Key.Text}",
                    $"go to {agents.Key.Fixed.After(agents.First().Agent.Version)} or a later patch instead",
                    agents.Select(a => a.Name));
        }
    }
}

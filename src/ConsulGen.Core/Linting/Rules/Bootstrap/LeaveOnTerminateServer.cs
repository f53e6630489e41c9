using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Bootstrap;

internal sealed class LeaveOnTerminateServer()
    : LintRule("leave-on-terminate-server", Severity.Warning, "Servers leave the cluster whenever they are stopped")
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var agent in topology.Agents.Where(a => a.IsServer))
            if (agent.LeavesWhenStopped)
                report(
                    agent.PlaceOf(agent.Config["leave_on_terminate"]),
                    "leave_on_terminate is true for servers: each reboot takes one out of the Raft peers, and those that are left need fewer votes",
                    "remove it: servers stay members by default, and clients leave");
    }
}

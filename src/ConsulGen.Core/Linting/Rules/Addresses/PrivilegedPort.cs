using ConsulGen.Core.Consul.Keys;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Addresses;

internal sealed class PrivilegedPort()
    : LintRule("privileged-port", Severity.Warning, "A port below 1024 under supervisord, which gives no program the right to it")
{
    private const int FirstFree = 1024;

    public override void Check(Topology topology, Report report)
    {
        foreach (var agent in topology.Agents.Where(a => a.Install is { Supervisor: true, User: not "root" }))
            foreach (var name in PortName.All)
                if (agent.Ports[name.Name] is > 0 and < FirstFree and var port)
                    report(
                        agent.Ports.SpanOf(name.Name).PlaceOr(agent),
                        $"the {name.Name} port is {port}, which the user {agent.Install.User} may not bind: supervisord gives it no capability, "
                            + $"and the agent does not start",
                        "take a port from 1024 on and forward to it, or let systemd run the agent, which gives it the capability");
    }
}

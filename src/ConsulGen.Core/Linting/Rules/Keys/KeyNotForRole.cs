using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Keys;

internal sealed class KeyNotForRole()
    : AgentKeyRule("key-not-for-role", Severity.Error, "Agents of this role refuse to start with a key of the other one")
{
    public override void Check(Agent agent, in AgentKeyWalk.Visit visit, Report report)
    {
        if (visit.Key is not { IsRefusedElsewhere: true } key || key.Concerns(agent.IsServer)) return;
        var others = agent.IsServer ? "clients" : "servers";
        report(
            agent.PlaceOf(visit.Entry.Value),
            $"{visit.Name} is set for a {agent.Role}, but is for {others} only: the agent refuses to start",
            $"set it below {others}");
    }
}

using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Acl;

/// <summary>The agent takes such a token and never uses it: agent/consul/leader.go and acl_replication.go are of servers alone.</summary>
internal sealed class TokenNotForRole()
    : AgentKeyRule("token-not-for-role", Severity.Warning, "Clients have a token that only servers use")
{
    public override void Check(Agent agent, in AgentKeyWalk.Visit visit, Report report)
    {
        if (visit.Key is not { IsSecret: true } key || key.IsRefusedElsewhere || key.IsEnterprise || key.Concerns(agent.IsServer)) return;
        report(
            agent.PlaceOf(visit.Entry.Value),
            $"{visit.Name} is set for clients too, which never use it: whoever reads the files of one of them has the token",
            $"set it below servers");
    }
}

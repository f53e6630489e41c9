using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Planning.Changes;

namespace ConsulGen.Core.Planning.Dangers.Acl;

/// <summary>
/// Consul's documentation "agent configuration, enable_token_persistence" (since 1.4.3): without it a token that was set over the API is gone with the process.
/// </summary>
internal sealed class TokensNotKept()
    : DangerRule("tokens-not-kept", DangerSeverity.Warning, "Agents restart that have their tokens in memory only")
{
    public override void Check(TopologyChange change, Report report)
    {
        foreach (var datacenter in change.Datacenters)
        {
            if (!datacenter.KeptServers.Any(s => s.Old is { } old && old.Acl.DeniesByDefault)) continue;
            var agents = datacenter.Agents
                .Where(a => a is { Old: { } old, New: { } next, Class: >= ChangeClass.Restart }
                    && old.Acl is { IsOn: true, HasToken: false, KeepsTokens: false } && !next.Acl.HasToken)
                .ToList();
            if (agents is not [var first, ..]) continue;
            report(
                DangerSeverity.Warning,
                first.Agent.Span,
                $"{AgentCount.Of(agents, "agents")} of datacenter \"{datacenter.Name}\" {(agents.Count == 1 ? "restarts" : "restart")} without a token in "
                    + "the configuration and without acl.enable_token_persistence: a token that was set over the API is gone, and default_policy is deny",
                "give them acl.tokens.agent, by reference to a secret; or have the command consul acl set-agent-token ready for after each restart",
                agents.Select(a => a.Name));
        }
    }
}

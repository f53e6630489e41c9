using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Acl;

/// <summary>What an agent registers the servers judge, whatever the agent itself thinks of ACLs (all versions).</summary>
internal sealed class AgentWithoutAcl()
    : LintRule("agent-without-acl", Severity.Warning, "Servers deny without a token, and an agent of theirs has neither ACLs nor a token")
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var datacenter in topology.Datacenters)
        {
            if (!datacenter.Servers.Any(s => s.Acl.DeniesByDefault)) continue;
            var bare = datacenter.Servers.Concat(datacenter.Clients).Where(a => !a.Acl.IsOn && !a.Acl.HasToken && !a.Automatic.AsksForConfiguration).ToList();
            if (bare is not [var first, ..]) continue;
            report(
                first.Span,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the servers of datacenter \"{datacenter.Name}\" deny without a token, and {Few.Of(bare)} {(bare.Count == 1 ? "has" : "have")} "
                        + $"neither acl.enabled nor a token: {(bare.Count == 1 ? "it" : "they")} can register nothing"),
                "give these agents acl.enabled: true and acl.tokens.agent, as the servers have it: set acl where both inherit it");
        }
    }
}

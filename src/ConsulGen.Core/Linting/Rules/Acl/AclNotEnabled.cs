using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Acl;

/// <summary><c>enabled</c> decides alone; agent/config/builder.go of 1.4.0 and later.</summary>
internal sealed class AclNotEnabled()
    : LintRule("acl-not-enabled", Severity.Warning, "ACLs are set up, and not switched on")
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var agent in topology.DistinctAgents)
        {
            // Who writes false knows it.
            if (agent.Acl.IsOn || agent.Config.Map("acl") is not { IsEmpty: false } acl || acl["enabled"] is not null) continue;
            report(
                acl.Entries[0].KeySpan.PlaceOr(agent),
                $"acl has {string.Join(", ", acl.Entries.Select(e => e.Key))}, but not enabled: ACLs are off, and nobody's requests are checked",
                "set acl.enabled: true, in the order of consulgen transition acl where the datacenter runs already; or enabled: false");
        }
    }
}

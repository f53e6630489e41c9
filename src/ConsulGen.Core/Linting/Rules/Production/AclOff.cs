using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Production;

internal sealed class AclOff() : LintRule("acl-off", Severity.Error, "Who reaches the API may do everything", isForProduction: true)
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var datacenter in topology.Datacenters)
        {
            var open = datacenter.Agents.Where(a => !a.Acl.IsOn && !a.Automatic.AsksForConfiguration).ToList();
            if (open.Count > 0)
                report(
                    open.Count == 1 ? open[0].Span : datacenter.Span,
                    $"{Which.Of(open, datacenter)} {(open.Count == 1 ? "has" : "have")} no ACLs: who reaches the API may read and change everything",
                    "write acl: { default_policy: deny } at the top of the inventory; plan says in which steps a running cluster takes it");
            foreach (var agent in datacenter.Agents.Where(a => a.Acl is { IsOn: true, DeniesByDefault: false }))
                report(
                    agent.PlaceOf(agent.Config.At("acl", "default_policy") ?? agent.Config["acl_default_policy"]),
                    "default_policy allows what no rule forbids: a caller without a token may read and change nearly everything",
                    "write acl: { default_policy: deny } when every caller has its token");
        }
    }
}

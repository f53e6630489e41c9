using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Acl;

/// <summary>
/// An agent judges requests to its own API by its own default_policy too (run with 1.8.4 and 1.10.11: 403 for metrics, self and register
/// where the servers allow; where they deny, a client that allows changes nothing).
/// </summary>
internal sealed class PolicyOfClientDiffers()
    : LintRule("policy-of-client-differs", Severity.Warning, "A client denies by default what its servers allow")
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var datacenter in topology.Datacenters)
        {
            if (!datacenter.Servers.Any(s => s.Acl.IsOn) || datacenter.Servers.Any(s => s.Acl.DeniesByDefault)) continue;
            var denying = datacenter.Clients.Where(c => c.Acl.DeniesByDefault).ToList();
            if (denying is not [var first, ..]) continue;
            report(
                (first.Config.At("acl", "default_policy") ?? first.Config["acl_default_policy"])?.Span.PlaceOr(first) ?? first.Span,
                $"default_policy is deny on {Few.Of(denying)} of datacenter \"{datacenter.Name}\", and its servers allow: "
                    + $"{(denying.Count == 1 ? "its" : "their")} own API answers 403 without a token, for metrics and for the registration of services too",
                "set acl.default_policy where servers and clients inherit it");
        }
    }
}

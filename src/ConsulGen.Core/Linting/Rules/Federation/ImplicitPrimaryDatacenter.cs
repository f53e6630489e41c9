using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Federation;

internal sealed class ImplicitPrimaryDatacenter()
    : LintRule("implicit-primary-datacenter", Severity.Warning, "The primary datacenter is the first by name, not one that was chosen")
{
    public override void Check(Topology topology, Report report)
    {
        // A derived value has no place. Every agent has the same.
        var derived = topology.Agents.Where(a => NeedsPrimary(a) && a.Config["primary_datacenter"] is ScalarValue { Span.Exists: false }).ToList();
        if (derived.Count == 0) return;
        var primary = derived[0].Config.Text("primary_datacenter") ?? "";
        report(
            topology.Datacenters.First(d => d.Name == primary).Span,
            $"primary_datacenter is not set, so it is \"{primary}\", the first by name: a datacenter that comes before it later would take its place, "
                + $"with ACLs and certificates in the other one",
            "set agent.primary_datacenter at the top of the inventory");
    }

    /// <summary>ACLs and Connect's certificates live in the primary.</summary>
    private static bool NeedsPrimary(Agent agent) => agent.Acl.IsOn || agent.Mesh.IsOn;
}

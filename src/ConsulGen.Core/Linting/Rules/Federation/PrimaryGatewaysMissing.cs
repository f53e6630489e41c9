using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Consul.Datacenters;
using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Federation;

/// <summary>agent/retry_join.go: with gateways a secondary joins the primary through these, and no join list counts.</summary>
internal sealed class PrimaryGatewaysMissing()
    : LintRule("primary-gateways-missing", Severity.Error, "Nothing leads from a secondary datacenter to the primary's mesh gateways")
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var datacenter in topology.Datacenters)
        {
            var lost = datacenter.Servers.FirstOrDefault(s =>
                s.Version.Has(Feature.MeshGatewayFederation) && s.Mesh.FederatesThroughGateways && !s.Acl.IsInPrimary && !HasGateways(s));
            if (lost is null) continue;
            var known = topology.Datacenters.FirstOrDefault(d => PrimaryDatacenter.Is(d.Name, lost.Acl.NamedPrimary));
            var gateway = known?.Agents.SelectMany(a => a.Services).FirstOrDefault(s => s.Definition.Text("kind") == "mesh-gateway");
            report(
                lost.Config["primary_gateways"] is { Span.Exists: true } empty ? empty.Span : datacenter.ServersSpan,
                $"\"{lost.Name}\" is to reach the primary \"{lost.Acl.Primary}\" through its mesh gateways, but has no primary_gateways: "
                    + $"datacenter \"{datacenter.Name}\" never joins the others",
                gateway is null
                    ? "set agent.primary_gateways of its servers to address and port of the primary's mesh gateways"
                    : $"let \"{gateway.Id}\" of datacenter \"{known?.Name}\" have meta: {{ {MeshGateways.FederationKey}: \"1\" }}, by which servers are "
                        + "reached through it; with federation: mesh_gateways the addresses follow from that");
        }
    }

    private static bool HasGateways(Agent server) => server.Config["primary_gateways"] switch
    {
        ListValue list => list.Items.Any(g => g is not ScalarValue { Text: "" }),
        ScalarValue { Kind: not ScalarKind.Null, Text.Length: > 0 } => true,
        _ => false,
    };
}

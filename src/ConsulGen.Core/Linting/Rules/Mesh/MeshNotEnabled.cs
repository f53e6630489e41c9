using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Mesh;

/// <summary>
/// Servers give out the mesh's certificates, and answer "Connect must be enabled in order to use this endpoint" where it is off; what a
/// client says of it plays no part: agent/consul/connect_ca_endpoint.go of 1.3.0 to 1.10.11.
/// </summary>
internal sealed class MeshNotEnabled()
    : LintRule("mesh-not-enabled", Severity.Warning, "A service of the mesh has servers that give out no certificates")
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var datacenter in topology.Datacenters)
        {
            // Where they differ from each other, server-settings-differ says so.
            if (datacenter.Servers.IsEmpty || datacenter.Servers.Any(s => s.Mesh.IsOn)) continue;
            var (agent, services) = topology.Definitions
                .Where(d => d.Agent.Datacenter == datacenter.Name && d.Agent.Version.Has(Feature.ConnectInServices))
                .Select(d => (d.Agent, Services: d.Services.Where(IsInMesh).ToList()))
                .FirstOrDefault(d => d.Services.Count > 0);
            if (services is null) continue;
            var first = services[0];
            report(
                first.Span.PlaceOr(agent),
                $"{(DefinitionKeys.IdOf(first) is { } id ? $"\"{Shortened.Of(id.Text)}\"" : "this service")} is of the service mesh, which is off on the "
                    + $"servers of datacenter \"{datacenter.Name}\": nobody gets a certificate",
                "set connect.enabled: true for the servers of the datacenter");
        }
    }

    private static bool IsInMesh(MapValue service) => DefinitionKeys.HasProxy(service) || service.Map("connect").Flag("native") is true;
}

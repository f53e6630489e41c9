using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Consul.Datacenters;

/// <summary>Mesh gateways that lead to the servers of their datacenter.</summary>
internal static class MeshGateways
{
    /// <summary>
    /// In the <c>meta</c> of a gateway that servers may be reached through: <c>allowedConsulMetaKeysForMeshGateway</c> of
    /// agent/structs/structs.go, agent/consul/gateway_locator.go; <c>consul connect envoy -expose-servers</c> sets it.
    /// </summary>
    public const string FederationKey = "consul-wan-federation";

    public static bool LeadsToServers(Service service) =>
        service.Definition.Text("kind") == "mesh-gateway" && service.Definition.Map("meta").Text(FederationKey) == "1";
}

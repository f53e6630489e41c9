using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Consul.Agents;

/// <summary>The service mesh as an agent has it: Consul's documentation "agent configuration, connect"; agent/config/builder.go.</summary>
internal readonly struct MeshSettings(Agent agent)
{
    private readonly MapValue _connect = agent.Config.Map("connect");

    /// <summary>By default since 1.14.0; who gives out certificates switches it on.</summary>
    public bool IsOn => (_connect.Flag("enabled") ?? agent.Version.Has(Feature.ConnectByDefault)) || agent.Automatic.GivesCertificates;

    /// <summary>Servers of other datacenters are reached through mesh gateways.</summary>
    public bool FederatesThroughGateways => _connect.Flag("enable_mesh_gateway_wan_federation") is true;
}

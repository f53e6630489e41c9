using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Consul.Agents;

internal static class WanJoins
{
    /// <summary>True when the server gossips with servers of other datacenters: it joins them, or mesh gateways lead to them.</summary>
    public static bool IsJoined(Agent server) =>
        HasJoinList(server) || server.Mesh.FederatesThroughGateways;

    /// <summary>True when the server is told to join servers of other datacenters.</summary>
    public static bool HasJoinList(Agent server) =>
        server.Config["retry_join_wan"] is ListValue { Items.IsEmpty: false } or ScalarValue
            || server.Config["start_join_wan"] is ListValue { Items.IsEmpty: false };
}

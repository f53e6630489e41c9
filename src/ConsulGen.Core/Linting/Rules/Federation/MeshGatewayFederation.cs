using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Federation;

internal sealed class MeshGatewayFederation()
    : LintRule("mesh-gateway-federation", Severity.Error, "Federation through mesh gateways contradicts another setting")
{
    private const string Key = "enable_mesh_gateway_wan_federation";

    public override void Check(Topology topology, Report report)
    {
        foreach (var agent in topology.Agents.Where(a => a.Version.Has(Feature.MeshGatewayFederation)))
        {
            var connect = agent.Config.Map("connect");
            if (connect.Flag(Key) is true && Conflict(agent, connect) is var (value, message, help))
                report(agent.PlaceOf(value is { Span.Exists: true } ? value : connect[Key]), $"{message}: the agent refuses to start", help);
            // Consul leaves empty entries out.
            if (agent.Config["primary_gateways"] is ListValue gateways && gateways.Items.Any(g => g is not ScalarValue { Text: "" })
                && Misplaced(agent) is var (why, remedy))
                report(agent.PlaceOf(gateways), $"primary_gateways is set {why}: the agent refuses to start", remedy);
        }
    }

    private static (Value? Value, string Message, string Help)? Conflict(Agent agent, MapValue connect)
    {
        if (!agent.IsServer) return (connect[Key], $"connect.{Key} is true for a client", "set it below servers only");
        if (!agent.Mesh.IsOn)
            return (connect["enabled"] ?? connect[Key], $"connect.{Key} is true, but connect.enabled is not", "set connect.enabled: true");
        if (agent.NodeName.Contains('/', StringComparison.Ordinal))
            return (agent.Config["node_name"], $"connect.{Key} is true, and the node name has a \"/\"", "rename the node");
        foreach (var key in (ReadOnlySpan<string>)["retry_join_wan", "start_join_wan"])
            if (agent.Config[key] is ListValue { Items.IsEmpty: false } list)
                return (
                    list,
                    $"connect.{Key} is true, but {key} is set",
                    $"remove {key}: the gateways lead to the other datacenters");
        return null;
    }

    private static (string Why, string Help)? Misplaced(Agent agent) =>
        !agent.IsServer ? ("for a client", "set it below servers only")
        : agent.Acl.IsInPrimary
            ? ("in the primary datacenter itself", "set it in the other datacenters only")
        : null;
}

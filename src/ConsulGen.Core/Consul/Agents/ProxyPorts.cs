using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Consul.Agents;

/// <summary>
/// What the sidecars and gateways of an agent open on its machine: their own port, and one for each upstream on a loopback address
/// (agent/xds/listeners.go). A port that Consul chooses itself is free.
/// </summary>
internal static class ProxyPorts
{
    public static IEnumerable<(string Name, ScalarValue Port, string Bind)> Of(Agent agent)
    {
        foreach (var service in agent.Services)
        {
            if (!DefinitionKeys.HasProxy(service.Definition)) continue;
            var (definition, id) = (service.Definition, service.Id);
            if (definition.Map("connect")["sidecar_service"] is MapValue sidecar)
                foreach (var port in Of(sidecar, $"the sidecar of \"{id}\"", Bind(sidecar) ?? definition.Text("address") ?? "0.0.0.0")) yield return port;
            if (definition.Text("kind") is { Length: > 0 } kind)
                foreach (var port in Of(definition, $"\"{id}\"", Bind(definition) ?? (kind == "connect-proxy" ? "0.0.0.0" : agent.Address))) yield return port;
        }
    }

    private static IEnumerable<(string Name, ScalarValue Port, string Bind)> Of(MapValue proxy, string name, string bind)
    {
        var opened = new HashSet<string>(StringComparer.Ordinal);
        if (Number(proxy["port"]) is { } own && opened.Add(own.Text)) yield return (name, own, bind);
        if (proxy.Map("proxy")["upstreams"] is not ListValue upstreams) yield break;
        // What one proxy has twice is wrong in its definition already.
        foreach (var upstream in upstreams.Items.OfType<MapValue>())
            if (Number(upstream["local_bind_port"]) is { } port && opened.Add(port.Text))
                yield return ($"an upstream of {name}", port, upstream.Text("local_bind_address") ?? "127.0.0.1");
    }

    private static string? Bind(MapValue proxy) => proxy.Map("proxy").Map("config").Text("bind_address") ?? proxy.Text("address");

    private static ScalarValue? Number(Value? value) =>
        value is ScalarValue { Kind: ScalarKind.Integer, HasPlaceholders: false, Text: not "0" } number ? number : null;
}

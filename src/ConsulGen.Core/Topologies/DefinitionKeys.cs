using ConsulGen.Core.Consul.Keys;
using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Topologies;

/// <summary>What Consul sees in a definition of a service or check.</summary>
internal static class DefinitionKeys
{
    /// <summary>What Consul takes for the id: the name, when there is none. Null when only the host knows it.</summary>
    public static ScalarValue? IdOf(MapValue service) =>
        service["id"] is SecretValue ? null : Scalar(service, "id") ?? Scalar(service, "name");

    /// <summary>A sidecar, proxy or gateway.</summary>
    public static bool HasProxy(MapValue service) =>
        service.Map("connect")["sidecar_service"] is MapValue or ListValue || service.Text("kind") == "connect-proxy" || IsGateway(service);

    /// <summary>A gateway, which only Envoy can be.</summary>
    public static bool IsGateway(MapValue service) =>
        service.Text("kind") is "api-gateway" or "ingress-gateway" or "mesh-gateway" or "terminating-gateway";

    /// <summary>True where Consul sees more than its default.</summary>
    public static bool Has(MapValue definition, string key) => definition[key] switch
    {
        null or ScalarValue { Kind: ScalarKind.Null } or ScalarValue { Kind: ScalarKind.String, Text: "" } => false,
        ListValue list => !list.Items.IsEmpty,
        MapValue map => !map.IsEmpty,
        _ => true,
    };

    /// <summary>False when another rule reports a key of it, so that what it means is not clear.</summary>
    public static bool IsKnown(MapValue definition, string prefix, ConsulVersion version)
    {
        foreach (var entry in definition.Entries)
            if (AgentKeys.Instance.Find(prefix, entry.Key)?.IsKnownTo(version.Covered) is not true) return false;
        return true;
    }

    private static ScalarValue? Scalar(MapValue map, string key) =>
        map[key] is ScalarValue { Kind: not ScalarKind.Null, Text.Length: > 0 } scalar ? scalar : null;
}

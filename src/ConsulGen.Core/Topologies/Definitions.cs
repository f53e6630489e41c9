using ConsulGen.Core.Consul;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Topologies;

/// <summary>
/// The definitions of services and checks that an agent reads: those of <c>services</c>, and raw ones in its own configuration.
/// </summary>
internal static class Definitions
{
    public static IEnumerable<MapValue> Services(Agent agent)
    {
        foreach (var service in agent.Services) yield return service.Definition;
        foreach (var service in Maps(agent.Config["service"])) yield return service;
        foreach (var service in Maps(agent.Config["services"])) yield return service;
    }

    /// <summary>Checks of the agent itself, or of the service that their <c>service_id</c> names.</summary>
    public static IEnumerable<MapValue> OwnChecks(Agent agent)
    {
        foreach (var check in Maps(agent.Config["check"])) yield return check;
        foreach (var check in Maps(agent.Config["checks"])) yield return check;
    }

    /// <summary>Checks of a service and of its sidecar.</summary>
    public static IEnumerable<MapValue> ChecksOf(MapValue service)
    {
        foreach (var check in Maps(service["check"])) yield return check;
        foreach (var check in Maps(service["checks"])) yield return check;
        foreach (var sidecar in Maps(service.At("connect", "sidecar_service")))
            foreach (var check in ChecksOf(sidecar)) yield return check;
    }

    public static IEnumerable<MapValue> AllChecks(Agent agent)
    {
        foreach (var check in OwnChecks(agent)) yield return check;
        foreach (var service in Services(agent))
            foreach (var check in ChecksOf(service)) yield return check;
    }

    /// <summary>What Consul takes for the id: the name, when there is none. Null when only the host knows it.</summary>
    public static ScalarValue? IdOf(MapValue service) =>
        service["id"] is SecretValue ? null : Scalar(service, "id") ?? Scalar(service, "name");

    /// <summary>True where Consul sees more than its default.</summary>
    public static bool Has(MapValue definition, string key) => definition[key] switch
    {
        null or ScalarValue { Kind: ScalarKind.Null } or ScalarValue { Kind: ScalarKind.String, Text: "" } => false,
        ListValue list => !list.Items.IsEmpty,
        MapValue map => !map.IsEmpty,
        _ => true,
    };

    /// <summary>False when another rule reports a key of it, so that what it means is not clear.</summary>
    public static bool IsKnown(MapValue definition, string prefix, ConsulVersion version) =>
        definition.Entries.All(e => AgentKeys.Instance.Find(prefix, e.Key)?.IsKnownTo(version > ConsulVersion.Newest ? ConsulVersion.Newest : version) ?? false);

    private static ScalarValue? Scalar(MapValue map, string key) => map[key] is ScalarValue { Kind: not ScalarKind.Null, Text.Length: > 0 } scalar ? scalar : null;

    private static IEnumerable<MapValue> Maps(Value? value) => value switch
    {
        MapValue map => [map],
        ListValue list => list.Items.OfType<MapValue>(),
        _ => [],
    };
}

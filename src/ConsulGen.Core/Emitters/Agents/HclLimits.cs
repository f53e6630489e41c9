using ConsulGen.Core.Consul.Keys;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Emitters.Agents;

/// <summary>
/// What HCL 1 cannot say as JSON does: in a map of free shape (<c>proxy.config</c>) Consul takes a list of one item for the item
/// itself (seen in 1.8.4 and 1.10.11). Such a file is written as JSON; Consul reads both from one folder.
/// </summary>
internal static class HclLimits
{
    /// <param name="prefix">Below which the table of keys lists the map's keys: empty, or <c>service.</c>.</param>
    public static bool Exceeds(MapValue map, string prefix)
    {
        foreach (var entry in map.Entries)
        {
            if (entry.Value is not (MapValue or ListValue) || AgentKeys.Instance.Find(prefix, entry.Key) is not { } key) continue;
            if (IsFree(key) ? HasListOfOne(entry.Value) : Maps(entry.Value, key).Any(inner => Exceeds(inner, AgentKeys.PrefixOf(key) ?? ""))) return true;
        }

        return false;
    }

    private static bool IsFree(AgentKey key) =>
        key.Type is "map<string,any>" or "any" || (AgentKeys.PrefixOf(key) is not null && AgentKeys.Instance.In(key).IsEmpty);

    private static IEnumerable<MapValue> Maps(Value value, AgentKey key) => value switch
    {
        MapValue map when key.Type == "map<string,object>" => map.Entries.Select(e => e.Value).OfType<MapValue>(),
        MapValue map => [map],
        ListValue list => list.Items.OfType<MapValue>(),
        _ => [],
    };

    private static bool HasListOfOne(Value value) => value switch
    {
        ListValue { Items.Length: 1 } => true,
        ListValue list => list.Items.Any(HasListOfOne),
        MapValue map => map.Entries.Any(e => HasListOfOne(e.Value)),
        _ => false,
    };
}

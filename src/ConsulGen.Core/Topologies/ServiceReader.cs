using ConsulGen.Core.Values;

namespace ConsulGen.Core.Topologies;

/// <summary>The services of a host: the key is the id and the name, unless the definition says otherwise.</summary>
internal static class ServiceReader
{
    public static ImmutableArray<Service> Read(MapValue services) =>
        [.. services.Entries.Where(e => e.Value is MapValue).Select(e => Read(e.Key, (MapValue)e.Value))];

    private static Service Read(string key, MapValue definition)
    {
        var full = Merge.Prune(Merge.Over(MapValue.Derived(("id", ScalarValue.Of(key)), ("name", ScalarValue.Of(key))), definition));
        return new Service(full.Text("id") ?? key, full);
    }
}

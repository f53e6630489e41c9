using ConsulGen.Core.Text;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Topologies;

/// <summary>The services of a host: the key is the id and the name, unless the definition says otherwise.</summary>
internal static class ServiceReader
{
    public static ImmutableArray<Service> Read(MapValue services) =>
        [.. services.Entries.Where(e => e.Value is MapValue).Select(e => Read(e.Key, (MapValue)e.Value))];

    private static Service Read(string key, MapValue definition)
    {
        var name = ScalarValue.Of(key);
        var full = Merge.Prune(Merge.Over(MapValue.Sorted([new Entry("id", SourceSpan.None, name), new Entry("name", SourceSpan.None, name)], Origin.Derived), definition));
        return new Service(full.Text("id") ?? key, full);
    }
}

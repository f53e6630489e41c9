using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Resolving;

/// <summary>
/// The services that a level declares, for all hosts that share it. The key is the id and the name, unless the definition says
/// otherwise.
/// </summary>
internal sealed class DeclaredServices
{
    private readonly ImmutableArray<(string Key, MapValue Definition)> _declared;
    private readonly ImmutableArray<Service> _services;
    private readonly bool _areSame;

    public DeclaredServices(MapValue services)
    {
        _declared = [.. services.Entries.Where(e => e.Value is MapValue).Select(e => (e.Key, (MapValue)e.Value))];
        _services = [.. _declared.Select(d => Named(d.Key, d.Definition))];
        _areSame = !services.HasPlaceholders;
    }

    /// <summary>Those of a host, with its facts in them.</summary>
    public ImmutableArray<Service> Of(Placeholders placeholders, ExpandedTypes types)
    {
        if (_areSame) return _services;
        var services = ImmutableArray.CreateBuilder<Service>(_services.Length);
        for (var i = 0; i < _services.Length; i++)
        {
            var (key, definition) = _declared[i];
            services.Add(
                !definition.HasPlaceholders ? _services[i]
                // A key is no place for placeholders: what looks like one stays as it is.
                : key.Contains('$', StringComparison.Ordinal) ? Named(key, Expand(definition))
                : Service(key, Expand(_services[i].Definition)));
        }

        return services.MoveToImmutable();

        MapValue Expand(MapValue definition) => types.Fit(definition, placeholders.Expand(definition), "service.");
    }

    private static Service Named(string key, MapValue definition)
    {
        var name = ScalarValue.Of(key);
        return Service(
            key,
            Merge.Over(MapValue.Sorted([new Entry("id", SourceSpan.None, name), new Entry("name", SourceSpan.None, name)], Origin.Derived), definition));
    }

    private static Service Service(string key, MapValue definition)
    {
        var full = Merge.Prune(definition);
        return new Service(full.Text("id") ?? key, full);
    }
}

using ConsulGen.Core.Inventories;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Planning.Transitions;

/// <summary>The keys of <c>agent</c> as an inventory's levels write them.</summary>
internal static class DeclaredKeys
{
    /// <summary>Those at a path, one for each level that writes it.</summary>
    public static IEnumerable<DeclaredKey> At(Compilation inventory, string path)
    {
        var keys = path.Split('.');
        foreach (var level in Levels(inventory))
        {
            var map = level.Agent;
            foreach (var key in keys[..^1]) map = map.Map(key);
            if (map.Find(keys[^1]) is { Value: not null } entry) yield return new DeclaredKey(level, map, path, entry);
        }
    }

    /// <summary>Those of service definitions, one for each level that writes it.</summary>
    public static IEnumerable<DeclaredKey> OfServices(Compilation inventory, string key)
    {
        foreach (var level in Levels(inventory))
            foreach (var service in level.Services.Entries)
                if (service.Value is MapValue map && map.Find(key) is { Value: not null } entry)
                    yield return new DeclaredKey(level, map, $"services.{service.Key}.{key}", entry);
    }

    /// <summary>Each level once: those of all hosts, and what they inherit from.</summary>
    public static IEnumerable<Level> Levels(Compilation inventory)
    {
        var seen = new HashSet<Level>(ReferenceEqualityComparer.Instance);
        foreach (var host in inventory.Inventory?.Datacenters.SelectMany(d => d.Hosts) ?? [])
            for (var level = host.Level; level is not null && seen.Add(level); level = level.Parent)
                yield return level;
    }
}

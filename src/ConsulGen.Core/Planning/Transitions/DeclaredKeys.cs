using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Inventories;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Planning.Transitions;

/// <summary>The keys of <c>agent</c> as an inventory's levels write them, so that a phase can write them otherwise.</summary>
internal static class DeclaredKeys
{
    /// <summary>Entries at a path such as <c>acl.default_policy</c>, one for each level that writes it.</summary>
    public static IEnumerable<Entry> At(Compilation inventory, string path)
    {
        var keys = path.Split('.');
        foreach (var level in Levels(inventory))
        {
            var map = level.Agent;
            foreach (var key in keys[..^1]) map = map.Map(key);
            if (map.Find(keys[^1]) is { Value: not null } entry) yield return entry;
        }
    }

    /// <summary>Another word for a plain scalar; null where the place does not show just this word.</summary>
    public static Fix? Change(Entry entry, string to) => entry.Value is ScalarValue scalar ? Fix.Word(scalar.Span, scalar.Text, to) : null;

    /// <summary>One more key before this one, on the same level, in block or flow style as that one stands.</summary>
    public static Fix Before(Entry entry, string key, string value)
    {
        var span = entry.KeySpan;
        var start = span.Source?.Line(span.Line)[..(span.Column - 1)] ?? "";
        var between = string.IsNullOrWhiteSpace(start) ? "\n" + start : ", ";
        return new Fix(span with { Length = 0 }, $"{key}: {value}{between}");
    }

    /// <summary>Each level once: those of all hosts, and what they inherit from.</summary>
    private static IEnumerable<Level> Levels(Compilation inventory)
    {
        var seen = new HashSet<Level>(ReferenceEqualityComparer.Instance);
        foreach (var host in inventory.Inventory?.Datacenters.SelectMany(d => d.Hosts) ?? [])
            for (var level = host.Level; level is not null && seen.Add(level); level = level.Parent)
                yield return level;
    }
}

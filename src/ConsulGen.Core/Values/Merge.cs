namespace ConsulGen.Core.Values;

/// <summary>Inheritance: maps merge key by key, scalars and lists replace, null removes.</summary>
public static class Merge
{
    /// <summary>
    /// What <paramref name="below"/> makes of what it inherits. A null stays in the result, so that it can remove a derived
    /// key too; <see cref="Prune"/> takes it out at the end. Both maps are sorted.
    /// </summary>
    public static MapValue Over(MapValue above, MapValue below)
    {
        if (above.IsEmpty) return below;
        if (below.IsEmpty) return above;
        var merged = new List<Entry>(above.Entries.Length + below.Entries.Length);
        int i = 0, j = 0;
        while (i < above.Entries.Length || j < below.Entries.Length)
        {
            var order = i == above.Entries.Length ? 1
                : j == below.Entries.Length ? -1
                : string.CompareOrdinal(above.Entries[i].Key, below.Entries[j].Key);
            if (order < 0)
            {
                merged.Add(above.Entries[i++]);
            }
            else if (order > 0)
            {
                merged.Add(below.Entries[j++]);
            }
            else
            {
                var (upper, lower) = (above.Entries[i++], below.Entries[j++]);
                merged.Add(upper.Value is MapValue a && lower.Value is MapValue b ? lower with { Value = Over(a, b) } : lower);
            }
        }

        return MapValue.Sorted(merged, below.Origin);
    }

    /// <summary>The map without its nulls, at any depth of maps; a map that only nulls filled stays, empty.</summary>
    public static MapValue Prune(MapValue map)
    {
        if (!NeedsPruning(map)) return map;
        return MapValue.Sorted(
            map.Entries
                .Where(e => e.Value is not ScalarValue { Kind: ScalarKind.Null })
                .Select(e => e.Value is MapValue inner ? e with { Value = Prune(inner) } : e),
            map.Origin);
    }

    private static bool NeedsPruning(MapValue map) =>
        map.Entries.Any(e => e.Value is ScalarValue { Kind: ScalarKind.Null } || (e.Value is MapValue inner && NeedsPruning(inner)));
}

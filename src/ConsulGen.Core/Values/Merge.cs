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
        if (ReferenceEquals(below, MapValue.Cleared)) return MapValue.Empty;
        if (above.IsEmpty) return below;
        if (below.IsEmpty) return above;
        var merged = ImmutableArray.CreateBuilder<Entry>(above.Entries.Length + below.Entries.Length - Shared(above.Entries, below.Entries));
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

        return MapValue.Sorted(merged.MoveToImmutable(), below.Origin);
    }

    /// <summary>How many keys both have.</summary>
    private static int Shared(ImmutableArray<Entry> above, ImmutableArray<Entry> below)
    {
        var shared = 0;
        for (int i = 0, j = 0; i < above.Length && j < below.Length;)
        {
            var order = string.CompareOrdinal(above[i].Key, below[j].Key);
            if (order == 0) shared++;
            if (order <= 0) i++;
            if (order >= 0) j++;
        }

        return shared;
    }

    /// <summary>The map without its nulls, at any depth, also in lists; a map that only nulls filled stays, empty.</summary>
    public static MapValue Prune(MapValue map) => map.HoldsNull ? (MapValue)Pruned(map) : map;

    private static Value Pruned(Value value) => value switch
    {
        { HoldsNull: false } => value,
        MapValue map => MapValue.Sorted(map.Entries.Where(e => !IsNull(e.Value)).Select(e => e with { Value = Pruned(e.Value) }), map.Origin),
        ListValue list => new ListValue([.. list.Items.Where(i => !IsNull(i)).Select(Pruned)]) { Origin = list.Origin },
        _ => value,
    };

    private static bool IsNull(Value value) => value is ScalarValue { Kind: ScalarKind.Null };
}

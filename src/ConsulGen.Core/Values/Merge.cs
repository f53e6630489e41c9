using System.Runtime.InteropServices;

namespace ConsulGen.Core.Values;

/// <summary>Inheritance: maps merge key by key, scalars and lists replace, but for a list that adds; null removes.</summary>
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
        return below.IsEmpty ? above : Over(above.Entries.AsSpan(), below);
    }

    /// <summary>The same of entries that are in no map; their order is ordinal.</summary>
    public static MapValue Over(ReadOnlySpan<Entry> above, MapValue below)
    {
        var under = below.Entries.AsSpan();
        var merged = new Entry[above.Length + under.Length - Shared(above, under)];
        for (int i = 0, j = 0, k = 0; k < merged.Length; k++)
        {
            var order = i == above.Length ? 1 : j == under.Length ? -1 : string.CompareOrdinal(above[i].Key, under[j].Key);
            if (order < 0)
            {
                merged[k] = above[i++];
            }
            else if (order > 0)
            {
                merged[k] = under[j++];
            }
            else
            {
                ref readonly var upper = ref above[i++];
                ref readonly var lower = ref under[j++];
                merged[k] = (upper.Value, lower.Value) switch
                {
                    (MapValue a, MapValue b) => lower with { Value = Over(a, b) },
                    (ListValue a, ListValue { Adds: true } b) => lower with { Value = b.Over(a) },
                    // What was removed above stays removed: the list begins here.
                    (_, ListValue { Adds: true } b) => lower with { Value = new ListValue(b.Items) { Origin = b.Origin } },
                    _ => lower,
                };
            }
        }

        return MapValue.Sorted(ImmutableCollectionsMarshal.AsImmutableArray(merged), below.Origin);
    }

    /// <summary>How many keys both have.</summary>
    private static int Shared(ReadOnlySpan<Entry> above, ReadOnlySpan<Entry> below)
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
        ListValue list => list.With([.. list.Items.Where(i => !IsNull(i)).Select(Pruned)]),
        _ => value,
    };

    private static bool IsNull(Value value) => value is ScalarValue { Kind: ScalarKind.Null };
}

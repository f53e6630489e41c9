using System.Runtime.InteropServices;
using ConsulGen.Core.Text;

namespace ConsulGen.Core.Values;

/// <summary>
/// A map. What is read from an inventory is in ordinal order of keys (<see cref="Sorted"/>), so that the author's order never
/// reaches the output; a document that is built for a format keeps the order in which it is built (<see cref="InOrder"/>).
/// </summary>
public sealed class MapValue : Value
{
    public static readonly MapValue Empty = new([], isSorted: true);

    /// <summary>Stands for a null in a map's place: nothing of what is above is inherited.</summary>
    public static readonly MapValue Cleared = new([], isSorted: true);

    /// <summary>In a larger map, halving takes less than looking at each: it is for maps of a hundred thousand keys, whose merge would take for ever.</summary>
    private const int Few = 32;

    private readonly bool _isSorted;

    private MapValue(ImmutableArray<Entry> entries, bool isSorted)
    {
        Entries = entries;
        _isSorted = isSorted;
        foreach (ref readonly var entry in entries.AsSpan())
        {
            HasPlaceholders |= entry.Value.HasPlaceholders;
            HoldsSecret |= entry.Value.HoldsSecret;
            HoldsNull |= entry.Value.HoldsNull;
        }
    }

    public ImmutableArray<Entry> Entries { get; }

    public override bool HasPlaceholders { get; }

    public override bool HoldsSecret { get; }

    public override bool HoldsNull { get; }

    public bool IsEmpty => Entries.IsEmpty;

    public Value? this[string key]
    {
        get
        {
            var at = IndexOf(key);
            return at < 0 ? null : Entries[at].Value;
        }
    }

    public static MapValue Sorted(IEnumerable<Entry> entries, Origin origin = default)
    {
        // Most come from maps that are sorted already.
        var given = entries as ImmutableArray<Entry>? ?? [.. entries];
        return new(AreSorted(given) ? given : given.Sort(static (a, b) => string.CompareOrdinal(a.Key, b.Key)), isSorted: true) { Origin = origin };
    }

    public static MapValue InOrder(params IEnumerable<(string Key, Value Value)> entries) =>
        new(WithoutPlaces(entries), isSorted: false) { Origin = Origin.Derived };

    /// <summary>The same entries in ordinal order; for derived values that are merged with the inventory's.</summary>
    public static MapValue Derived(params IEnumerable<(string Key, Value Value)> entries) =>
        Sorted(WithoutPlaces(entries), Origin.Derived);

    /// <summary>The entry of a key, or one whose <see cref="Entry.Value"/> is null.</summary>
    public Entry? Find(string key)
    {
        var at = IndexOf(key);
        return at < 0 ? null : Entries[at];
    }

    public MapValue Map(string key) => this[key] as MapValue ?? Empty;

    /// <summary>The text of a string (or, as YAML has it, of any plain scalar) at a key.</summary>
    public string? Text(string key) => this[key] is ScalarValue { Kind: not ScalarKind.Null } scalar ? scalar.Text : null;

    public bool? Flag(string key) => this[key] is ScalarValue { Kind: ScalarKind.Boolean } scalar ? scalar.Text == "true" : null;

    public int? Number(string key) =>
        this[key] is ScalarValue { Kind: ScalarKind.Integer } scalar
        && int.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The value at a path of keys, such as <c>acl</c>, <c>tokens</c>, <c>agent</c>.</summary>
    public Value? At(params ReadOnlySpan<string> path)
    {
        Value? value = this;
        foreach (var key in path) value = (value as MapValue)?[key];
        return value;
    }

    public MapValue Without(params ReadOnlySpan<string> keys)
    {
        var kept = ImmutableArray.CreateBuilder<Entry>(Entries.Length);
        foreach (var entry in Entries)
            if (!keys.Contains(entry.Key)) kept.Add(entry);
        return kept.Count == Entries.Length ? this : new MapValue(kept.DrainToImmutable(), _isSorted) { Origin = Origin };
    }

    /// <summary>A map with the same keys and origin and each value replaced; this one when none is.</summary>
    public MapValue Select(Func<Entry, Value> change) => Select(change, static (entry, change) => change(entry));

    /// <param name="state">What the change needs, without the cost of a closure for each of many maps.</param>
    public MapValue Select<T>(T state, Func<Entry, T, Value> change)
    {
        Entry[]? changed = null;
        for (var i = 0; i < Entries.Length; i++)
        {
            var value = change(Entries[i], state);
            if (ReferenceEquals(value, Entries[i].Value)) continue;
            changed ??= [.. Entries];
            changed[i] = changed[i] with { Value = value };
        }

        return changed is null ? this : new MapValue(ImmutableCollectionsMarshal.AsImmutableArray(changed), _isSorted) { Origin = Origin };
    }

    private int IndexOf(string key)
    {
        var entries = Entries.AsSpan();
        if (_isSorted && entries.Length > Few) return IndexAmongMany(entries, key);
        for (var i = 0; i < entries.Length; i++)
            if (entries[i].Key == key) return i;
        return -1;
    }

    private static int IndexAmongMany(ReadOnlySpan<Entry> entries, string key)
    {
        for (int low = 0, high = entries.Length - 1; low <= high;)
        {
            var middle = (low + high) / 2;
            var order = string.CompareOrdinal(entries[middle].Key, key);
            if (order == 0) return middle;
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }

        return -1;
    }

    private static ImmutableArray<Entry> WithoutPlaces(IEnumerable<(string Key, Value Value)> entries)
    {
        var made = ImmutableArray.CreateBuilder<Entry>(entries.TryGetNonEnumeratedCount(out var count) ? count : 0);
        foreach (var (key, value) in entries) made.Add(new Entry(key, SourceSpan.None, value));
        return made.DrainToImmutable();
    }

    private static bool AreSorted(ImmutableArray<Entry> entries)
    {
        for (var i = 1; i < entries.Length; i++)
            if (string.CompareOrdinal(entries[i - 1].Key, entries[i].Key) > 0) return false;
        return true;
    }
}

using ConsulGen.Core.Text;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Formats.Reading;

/// <summary>Collects the entries of a map, of which HCL may name one several times.</summary>
internal sealed class ObjectBuilder
{
    private readonly List<Entry> _entries = [];
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ImmutableArray<Value>.Builder> _joined = new(StringComparer.Ordinal);

    /// <summary>The last one wins, as Go's JSON has it.</summary>
    /// <returns>False when it took another one's place.</returns>
    public bool Set(Entry entry)
    {
        if (_places.TryAdd(entry.Key, _entries.Count))
        {
            _entries.Add(entry);
            return true;
        }

        _joined.Remove(entry.Key);
        _entries[_places[entry.Key]] = entry;
        return false;
    }

    /// <summary>As HCL has it: a map that stands twice becomes a list of maps, lists are joined, of scalars the last one wins.</summary>
    public void Add(Entry entry)
    {
        if (entry.Value is ScalarValue || !_places.TryGetValue(entry.Key, out var at) || _entries[at].Value is ScalarValue)
        {
            Set(entry);
            return;
        }

        if (!_joined.TryGetValue(entry.Key, out var items)) _joined[entry.Key] = items = ImmutableArray.CreateBuilder<Value>();
        if (items.Count == 0) AddTo(items, _entries[at].Value);
        AddTo(items, entry.Value);
    }

    public MapValue Build(SourceSpan span) => MapValue.Sorted(
        _entries.Select(e => _joined.TryGetValue(e.Key, out var items) ? e with { Value = new ListValue(items.ToImmutable()) { Origin = e.Value.Origin } } : e),
        new Origin(span, ""));

    private static void AddTo(ImmutableArray<Value>.Builder items, Value value)
    {
        if (value is ListValue list) items.AddRange(list.Items);
        else items.Add(value);
    }
}

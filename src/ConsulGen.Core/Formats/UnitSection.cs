using ConsulGen.Core.Text;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Formats;

/// <summary>A section of a unit file: keys in order, each as often as it is said. Values are systemd's own text, see <see cref="Systemd"/>.</summary>
public sealed class UnitSection
{
    private readonly List<(string Key, string Value)> _lines = new(32);

    internal UnitSection(string name) => Name = name;

    public string Name { get; }

    /// <summary>Makes this the only value of the key, in the place of the first one or at the end.</summary>
    public UnitSection Set(string key, string rawValue)
    {
        foreach (var line in _lines)
        {
            if (line.Key != key) continue;
            Replace(key, [rawValue]);
            return this;
        }

        return Add(key, rawValue);
    }

    /// <summary>Says the key once more.</summary>
    public UnitSection Add(string key, string rawValue)
    {
        _lines.Add(Checked(key, rawValue));
        return this;
    }

    /// <summary>True when all keys are removed: a heading alone is not written.</summary>
    internal bool IsEmpty => _lines.Count == 0;

    internal void Override(MapValue overrides)
    {
        foreach (var entry in overrides.Entries.OrderBy(e => e.Key, StringComparer.Ordinal)) Replace(entry.Key, RawValues.Of(entry));
    }

    internal void Write(TextBuilder text)
    {
        text.Append('[').Append(Name).Line("]");
        foreach (var (key, value) in _lines) text.Append(key).Append('=').Line(value);
    }

    private void Replace(string key, ImmutableArray<string> values)
    {
        var at = _lines.FindIndex(l => string.Equals(l.Key, key, StringComparison.Ordinal));
        _lines.RemoveAll(l => string.Equals(l.Key, key, StringComparison.Ordinal));
        _lines.InsertRange(at < 0 ? _lines.Count : at, values.Select(v => Checked(key, v)));
    }

    private static (string Key, string Value) Checked(string key, string rawValue) =>
        (UnitFile.Name(key), Systemd.Closed(PlainWord.OneLine(rawValue)));
}

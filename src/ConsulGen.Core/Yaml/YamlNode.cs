using ConsulGen.Core.Text;

namespace ConsulGen.Core.Yaml;

/// <summary>A node of the YAML tree, with its place.</summary>
public abstract class YamlNode(SourceSpan span)
{
    public SourceSpan Span { get; } = span;
}

/// <param name="plain">Written without quotes, so that its text decides its type.</param>
public sealed class YamlScalar(SourceSpan span, string text, bool plain) : YamlNode(span)
{
    public string Text { get; } = text;

    public bool Plain { get; } = plain;

    /// <summary>A key that adds to the list that is inherited, and does not replace it; written with a "+" behind it.</summary>
    public bool Adds { get; init; }
}

public sealed class YamlSequence(SourceSpan span, ImmutableArray<YamlNode> items) : YamlNode(span)
{
    public ImmutableArray<YamlNode> Items { get; } = items;
}

public readonly record struct YamlEntry(YamlScalar Key, YamlNode Value);

/// <summary>A mapping in the author's order; its keys are scalars and differ.</summary>
public sealed class YamlMapping(SourceSpan span, ImmutableArray<YamlEntry> entries) : YamlNode(span)
{
    public ImmutableArray<YamlEntry> Entries { get; } = entries;

    /// <summary>What stood behind a key that was there already; nothing reads it, but it may be a secret.</summary>
    public ImmutableArray<YamlEntry> Duplicates { get; init; } = [];

    /// <summary>All that was written: the entries, and the duplicates.</summary>
    public IEnumerable<YamlEntry> Written
    {
        get
        {
            foreach (var entry in Entries) yield return entry;
            foreach (var entry in Duplicates) yield return entry;
        }
    }

    public YamlNode? this[string key]
    {
        get
        {
            foreach (var entry in Entries)
                if (string.Equals(entry.Key.Text, key, StringComparison.Ordinal)) return entry.Value;
            return null;
        }
    }
}

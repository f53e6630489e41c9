using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Yaml;

namespace ConsulGen.Core.Inventories;

/// <summary>
/// Finds the keys that add to what is inherited: <c>"tags+": [a]</c> in a block of values becomes the key <c>tags</c> that
/// <see cref="YamlScalar.Adds"/>. Beside <c>tags</c> itself it is more of that list. All other keys stay as they are.
/// </summary>
public sealed class Additions
{
    /// <summary>The blocks whose values inherit.</summary>
    private static readonly ImmutableHashSet<string> Blocks =
        ["acl", "agent", "gossip", "listeners", "nginx", "services", "supervisor", "systemd", "tls", "vars"];

    /// <summary>Keys below which names stand that the author chose.</summary>
    private static readonly ImmutableHashSet<string> Named = ["datacenters", "groups", "hosts", "traits"];

    private readonly FindingBag _findings;

    private Additions(FindingBag findings) => _findings = findings;

    public static YamlMapping Mark(YamlMapping root, FindingBag findings) => new Additions(findings).OfLevel(root);

    private YamlMapping OfLevel(YamlMapping level) => Changed(level, (key, value) =>
        Blocks.Contains(key) ? InBlock(value)
        : Named.Contains(key) && value is YamlMapping names ? Changed(names, (_, named) => OfLevelOrNot(named))
        : OfLevelOrNot(value));

    private YamlNode OfLevelOrNot(YamlNode node) => node is YamlMapping level ? OfLevel(level) : node;

    private YamlNode InBlock(YamlNode node) => node switch
    {
        YamlMapping mapping => Marked(Changed(mapping, (_, value) => InBlock(value))),
        YamlSequence sequence => Changed(sequence),
        _ => node,
    };

    private YamlMapping Marked(YamlMapping mapping)
    {
        if (!mapping.Entries.Any(e => IsAdding(e.Key))) return mapping;
        var entries = new List<YamlEntry>();
        foreach (var entry in mapping.Entries)
            if (!IsAdding(entry.Key)) entries.Add(entry);
        foreach (var entry in mapping.Entries.Where(e => IsAdding(e.Key)))
        {
            if (Items(entry.Value) is not { } items)
            {
                _findings.Add(
                    "wrong-type",
                    entry.Value.Span.Length > 0 ? entry.Value.Span : entry.Key.Span,
                    $"\"{Shortened.Of(entry.Key.Text)}\" adds to a list, but this is none",
                    $"write a list, or \"{Shortened.Of(entry.Key.Text[..^1])}\" to replace what is inherited");
                continue;
            }

            var name = entry.Key.Text[..^1];
            var at = entries.FindIndex(e => e.Key.Text == name);
            if (at < 0)
                entries.Add(new YamlEntry(new YamlScalar(entry.Key.Span, name, plain: false) { Adds = true }, new YamlSequence(entry.Value.Span, [.. items])));
            else if (Items(entries[at].Value) is { } first)
                entries[at] = entries[at] with { Value = new YamlSequence(entries[at].Value.Span, [.. first, .. items]) };
            else
                _findings.Add(
                    "wrong-type",
                    entries[at].Value.Span,
                    $"\"{Shortened.Of(name)}\" is no list, to which \"{Shortened.Of(entry.Key.Text)}\" at {entry.Key.Span.Describe(entries[at].Value.Span)} "
                        + "could add",
                    "write a list, or one of the two");
        }

        return new YamlMapping(mapping.Span, [.. entries]) { Duplicates = mapping.Duplicates };
    }

    private static bool IsAdding(YamlScalar key) => key.Text.Length > 1 && key.Text.EndsWith('+');

    /// <summary>Of a list, or of a placeholder that may stand for one.</summary>
    private static IEnumerable<YamlNode>? Items(YamlNode value) => value switch
    {
        YamlSequence list => list.Items,
        YamlScalar scalar when scalar.Text.StartsWith("${", StringComparison.Ordinal) && scalar.Text.EndsWith('}') => [scalar],
        _ => null,
    };

    /// <summary>The same mapping where nothing in it changes.</summary>
    private static YamlMapping Changed(YamlMapping mapping, Func<string, YamlNode, YamlNode> change)
    {
        YamlEntry[]? entries = null;
        for (var i = 0; i < mapping.Entries.Length; i++)
        {
            var entry = mapping.Entries[i];
            var value = change(entry.Key.Text, entry.Value);
            if (ReferenceEquals(value, entry.Value)) continue;
            entries ??= [.. mapping.Entries];
            entries[i] = entry with { Value = value };
        }

        return entries is null ? mapping : new YamlMapping(mapping.Span, [.. entries]) { Duplicates = mapping.Duplicates };
    }

    private YamlSequence Changed(YamlSequence sequence)
    {
        YamlNode[]? items = null;
        for (var i = 0; i < sequence.Items.Length; i++)
        {
            var item = InBlock(sequence.Items[i]);
            if (ReferenceEquals(item, sequence.Items[i])) continue;
            items ??= [.. sequence.Items];
            items[i] = item;
        }

        return items is null ? sequence : new YamlSequence(sequence.Span, [.. items]);
    }
}

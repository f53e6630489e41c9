using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Values;
using ConsulGen.Core.Yaml;

namespace ConsulGen.Core.Inventories;

/// <summary>What a block may hold beyond plain one-line data.</summary>
[Flags]
public enum ValueRules
{
    Plain = 0,

    /// <summary>Strings may have several lines: the formats that they go to can write them.</summary>
    Lines = 1,

    /// <summary><c>{ secret: name }</c> may stand where a string may.</summary>
    Secrets = 2,
}

/// <summary>Turns YAML nodes into values that know which level set them. Map keys come out in ordinal order.</summary>
public sealed class ValueReader(FindingBag findings)
{
    public Value Read(YamlNode node, string level, ValueRules rules)
    {
        var origin = new Origin(node.Span, level);
        switch (node)
        {
            case YamlScalar scalar:
                var (kind, text) = CoreSchema.Resolve(scalar);
                if (kind == ScalarKind.String) CheckCharacters(text, scalar.Span, rules);
                return new ScalarValue(kind, text) { Origin = origin };
            case YamlSequence sequence:
                return new ListValue([.. sequence.Items.Select(item => Read(item, level, rules)).Where(IsNoNull)]) { Origin = origin };
            case YamlMapping { Entries: [{ Key.Text: "secret", Value: YamlScalar name }] } when rules.HasFlag(ValueRules.Secrets)
                && CoreSchema.Resolve(name).Kind == ScalarKind.String:
                return new SecretValue(name.Text) { Origin = new Origin(name.Span, level) };
            case YamlMapping mapping:
                return ReadMap(mapping, level, rules);
            default:
                throw new InvalidOperationException("unknown node " + node.GetType().Name);
        }
    }

    /// <summary>The map at a key; <see cref="MapValue.Cleared"/> for a null; an empty one where there is none, or no map (the schema reports that).</summary>
    public MapValue Map(YamlMapping? parent, string key, string level, ValueRules rules) => parent?[key] switch
    {
        YamlMapping mapping => ReadMap(mapping, level, rules),
        YamlScalar scalar when CoreSchema.Resolve(scalar).Kind == ScalarKind.Null => MapValue.Cleared,
        _ => MapValue.Empty,
    };

    /// <summary>
    /// A block of ready-made security: as <see cref="Map"/>, but null where there is none, with the place of its key, and secrets may stand
    /// in it.
    /// </summary>
    public MapValue? Block(YamlMapping parent, string key, string level)
    {
        var label = $"{key} of {level}";
        if (Map(parent, key, label, ValueRules.Secrets) is var map && (ReferenceEquals(map, MapValue.Cleared) || !map.Span.Exists))
            return ReferenceEquals(map, MapValue.Empty) ? null : map;
        return MapValue.Sorted(map.Entries, new Origin(parent.Entries.First(e => e.Key.Text == key).Key.Span, label));
    }

    /// <summary>As <see cref="Map"/> of plain values, where a scalar alone stands for the map that has it at one key.</summary>
    public MapValue MapOr(YamlMapping parent, string key, string inner, string level) =>
        parent[key] is YamlScalar scalar && CoreSchema.Resolve(scalar).Kind != ScalarKind.Null
            ? MapValue.Sorted([new Entry(inner, scalar.Span, Read(scalar, level, ValueRules.Plain))], new Origin(scalar.Span, level))
            : Map(parent, key, level, ValueRules.Plain);

    /// <summary>The scalar at a key, null included; null where there is none.</summary>
    public ScalarValue? Scalar(YamlMapping? parent, string key, string level) =>
        parent?[key] is YamlScalar scalar ? (ScalarValue)Read(scalar, level, ValueRules.Plain) : null;

    private MapValue ReadMap(YamlMapping mapping, string level, ValueRules rules)
    {
        foreach (var entry in mapping.Entries) CheckCharacters(entry.Key.Text, entry.Key.Span, ValueRules.Plain);
        return MapValue.Sorted(
            mapping.Entries.Select(e => new Entry(e.Key.Text, e.Key.Span, Read(e, level, rules))),
            new Origin(mapping.Span, level));
    }

    private Value Read(YamlEntry entry, string level, ValueRules rules) =>
        entry.Key.Adds && Read(entry.Value, level, rules) is ListValue list
            ? new ListValue(list.Items) { Origin = list.Origin, Adds = true }
            : Read(entry.Value, level, rules);

    /// <summary>Null removes a key; a list has none to remove.</summary>
    private bool IsNoNull(Value item)
    {
        if (item is not ScalarValue { Kind: ScalarKind.Null }) return true;
        findings.Add(
            "wrong-type",
            item.Span,
            "null stands in a list, where it has no meaning: it removes a key of a mapping",
            "remove it; a list below replaces the whole list above");
        return false;
    }

    private void CheckCharacters(string text, SourceSpan span, ValueRules rules)
    {
        var at = ForbiddenCharacters.IndexIn(text, rules.HasFlag(ValueRules.Lines));
        if (at < 0) return;
        var what = text[at] == '\n'
            ? "a line feed, and this value is one line of a file"
            : ForbiddenCharacters.Name(text[at]) + ", which no configuration file needs";
        findings.Add("forbidden-character", span, $"the string holds {what}", "remove it");
    }
}

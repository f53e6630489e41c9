using ConsulGen.Core.Values;
using ConsulGen.Core.Yaml;
using Newtonsoft.Json;

namespace ConsulGen.Core.Schema;

/// <summary>
/// Reads a YAML tree as JSON. In place of a line number each token carries the number of its node, which the validator hands back
/// with an error, so that an error finds its node without a path.
/// </summary>
internal sealed class YamlJsonReader : JsonReader, IJsonLineInfo
{
    private readonly List<YamlNode> _nodes = [];
    private readonly Dictionary<YamlNode, YamlScalar> _keys = new(ReferenceEqualityComparer.Instance);
    private readonly YamlNode _root;
    private Dictionary<YamlNode, YamlMapping>? _mappings;
    private readonly IEnumerator<(JsonToken Token, object? Value, YamlNode Node)> _tokens;

    public YamlJsonReader(YamlNode root)
    {
        _root = root;
        _tokens = Tokens(root).GetEnumerator();
        DateParseHandling = DateParseHandling.None;
        MaxDepth = null;
    }

    public int LineNumber => _nodes.Count;

    public int LinePosition => 1;

    public bool HasLineInfo() => true;

    /// <summary>The node with a number that the validator gave.</summary>
    public YamlNode NodeAt(int number) => _nodes[number - 1];

    /// <summary>The key that a mapping stands behind; null for the root and for items of lists.</summary>
    public YamlScalar? KeyOf(YamlNode node) => _keys.GetValueOrDefault(node);

    /// <summary>The mapping that a key stands in.</summary>
    public YamlMapping? MappingOf(YamlNode key)
    {
        _mappings ??= Mappings(_root).SelectMany(m => m.Entries, (m, e) => (e.Key, Mapping: m)).ToDictionary(e => (YamlNode)e.Key, e => e.Mapping);
        return _mappings.GetValueOrDefault(key);
    }

    public override bool Read()
    {
        if (!_tokens.MoveNext()) return false;
        var (token, value, node) = _tokens.Current;
        _nodes.Add(node);
        SetToken(token, value);
        return true;
    }

    private IEnumerable<(JsonToken Token, object? Value, YamlNode Node)> Tokens(YamlNode node)
    {
        switch (node)
        {
            case YamlScalar scalar:
                yield return Token(scalar);
                break;
            case YamlSequence sequence:
                yield return (JsonToken.StartArray, null, node);
                foreach (var item in sequence.Items)
                    foreach (var token in Tokens(item)) yield return token;
                yield return (JsonToken.EndArray, null, node);
                break;
            case YamlMapping mapping:
                yield return (JsonToken.StartObject, null, node);
                foreach (var (key, value) in mapping.Entries)
                {
                    yield return (JsonToken.PropertyName, key.Text, key);
                    if (value is YamlMapping) _keys[value] = key;
                    foreach (var token in Tokens(value)) yield return token;
                }

                yield return (JsonToken.EndObject, null, node);
                break;
        }
    }

    private static IEnumerable<YamlMapping> Mappings(YamlNode node) => node switch
    {
        YamlMapping mapping => mapping.Entries.SelectMany(e => Mappings(e.Value)).Prepend(mapping),
        YamlSequence sequence => sequence.Items.SelectMany(Mappings),
        _ => [],
    };

    private static (JsonToken Token, object? Value, YamlNode Node) Token(YamlScalar scalar)
    {
        var (kind, text) = CoreSchema.Resolve(scalar);
        return kind switch
        {
            ScalarKind.Null => (JsonToken.Null, null, scalar),
            ScalarKind.Boolean => (JsonToken.Boolean, text == "true", scalar),
            ScalarKind.Integer => (JsonToken.Integer, long.Parse(text, CultureInfo.InvariantCulture), scalar),
            ScalarKind.Float => (JsonToken.Float, double.Parse(text, CultureInfo.InvariantCulture), scalar),
            _ => (JsonToken.String, text, scalar),
        };
    }
}

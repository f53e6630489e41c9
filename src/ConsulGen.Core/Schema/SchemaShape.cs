using System.Text.Json;
using System.Text.RegularExpressions;
using ConsulGen.Core.Values;
using ConsulGen.Core.Yaml;
using NJsonSchema;

namespace ConsulGen.Core.Schema;

/// <summary>
/// A part of the published schema that says only yes or no. Most inventories are as the schema wants them, and to see that this way
/// takes a small part of what the library's objects and its JSON tree of the inventory take; only of another does the library say
/// what is wrong. Where the two could differ, this one says no. A part is read when a value is first checked against it.
/// </summary>
public sealed class SchemaShape
{
    private readonly JsonObjectType _types = JsonObjectType.None;
    private readonly Dictionary<string, ShapeNode> _properties = new(StringComparer.Ordinal);
    private readonly List<(Regex Name, ShapeNode ShapeNode)> _patternProperties = [];
    private readonly ShapeNode? _otherProperties;
    private readonly bool _takesOtherProperties = true;
    private readonly List<string> _required = [];
    private readonly ShapeNode? _items;
    private readonly HashSet<string>? _words;
    private readonly Regex? _pattern;
    private readonly decimal _minimum = decimal.MinValue;
    private readonly decimal _maximum = decimal.MaxValue;

    private SchemaShape(JsonElement json, Definitions definitions)
    {
        foreach (var keyword in json.EnumerateObject())
        {
            var value = keyword.Value;
            switch (keyword.Name)
            {
                case "type": _types = InventorySchema.ReadType(value); break;
                case "enum": _words = value.EnumerateArray().Select(item => item.ToString()).ToHashSet(StringComparer.Ordinal); break;
                case "pattern": _pattern = Pattern(value.GetString()); break;
                case "minimum": _minimum = value.GetDecimal(); break;
                case "maximum": _maximum = value.GetDecimal(); break;
                case "required": _required.AddRange(value.EnumerateArray().Select(name => name.GetString() ?? "")); break;
                case "properties":
                    foreach (var property in value.EnumerateObject()) _properties[property.Name] = new ShapeNode(property.Value, definitions);
                    break;
                case "patternProperties":
                    foreach (var property in value.EnumerateObject())
                        _patternProperties.Add((Pattern(property.Name), new ShapeNode(property.Value, definitions)));
                    break;
                case "additionalProperties":
                    if (value.ValueKind == JsonValueKind.Object) _otherProperties = new ShapeNode(value, definitions);
                    else _takesOtherProperties = value.GetBoolean();
                    break;
                case "items": _items = new ShapeNode(value, definitions); break;
                default: InventorySchema.RequireNote(keyword.Name); break;
            }
        }
    }

    /// <summary>True for an inventory of which the library would find nothing to say.</summary>
    public static bool OfInventoryTakes(YamlMapping root)
    {
        var file = InventorySchema.File;
        return new SchemaShape(file, new Definitions(file.GetProperty("definitions"))).Takes(root);
    }

    private bool Takes(YamlNode node) => node switch
    {
        YamlScalar scalar => TakesScalar(scalar),
        YamlSequence sequence => IsOf(JsonObjectType.Array) && _words is null && (_items is null || TakesItems(sequence, _items.Shape)),
        YamlMapping mapping => IsOf(JsonObjectType.Object) && _words is null && TakesEntries(mapping),
        _ => false,
    };

    private bool TakesScalar(YamlScalar scalar)
    {
        var (kind, text) = CoreSchema.Resolve(scalar);
        return kind switch
        {
            ScalarKind.String => IsOf(JsonObjectType.String) && (_words?.Contains(text) ?? true) && (_pattern?.IsMatch(text) ?? true),
            ScalarKind.Integer => IsOf(JsonObjectType.Integer | JsonObjectType.Number) && (_words?.Contains(text) ?? true) && IsInRange(text),
            ScalarKind.Float => IsOf(JsonObjectType.Number) && _words is null && IsInRange(text),
            ScalarKind.Boolean => IsOf(JsonObjectType.Boolean) && _words is null,
            _ => IsOf(JsonObjectType.Null) && _words is null,
        };
    }

    private static bool TakesItems(YamlSequence sequence, SchemaShape shape)
    {
        foreach (var item in sequence.Items)
            if (!shape.Takes(item)) return false;
        return true;
    }

    private bool TakesEntries(YamlMapping mapping)
    {
        foreach (var name in _required)
            if (mapping[name] is null) return false;
        foreach (var (key, value) in mapping.Entries)
        {
            if (_properties.TryGetValue(key.Text, out var property) ? !property.Shape.Takes(value) : !TakesOther(key.Text, value)) return false;
        }

        return true;
    }

    private bool TakesOther(string key, YamlNode value)
    {
        var isNamed = false;
        foreach (var (name, part) in _patternProperties)
        {
            if (!name.IsMatch(key)) continue;
            isNamed = true;
            if (!part.Shape.Takes(value)) return false;
        }

        return isNamed || (_otherProperties?.Shape.Takes(value) ?? _takesOtherProperties);
    }

    private bool IsOf(JsonObjectType type) => _types == JsonObjectType.None || (_types & type) != 0;

    private bool IsInRange(string number) =>
        decimal.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= _minimum && value <= _maximum;

    private static Regex Pattern(string? pattern) => new(pattern ?? "", RegexOptions.CultureInvariant);

    /// <summary>A part of the file that is read once it is needed.</summary>
    private sealed class ShapeNode(JsonElement json, Definitions definitions)
    {
        private SchemaShape? _shape;

        public SchemaShape Shape => _shape ??= json.TryGetProperty("$ref", out var reference) ? definitions.Get(reference) : new SchemaShape(json, definitions);
    }

    /// <summary>The parts that others refer to, each read once.</summary>
    private sealed class Definitions(JsonElement json)
    {
        private readonly Dictionary<string, SchemaShape> _read = new(StringComparer.Ordinal);

        public SchemaShape Get(JsonElement reference)
        {
            var name = InventorySchema.NameOf(reference);
            return _read.TryGetValue(name, out var known) ? known : _read[name] = new SchemaShape(json.GetProperty(name), this);
        }
    }
}

using System.Text.Json;
using NJsonSchema;

namespace ConsulGen.Core.Schema;

/// <summary>
/// The published schema as NJsonSchema's objects. They are built here, from the same file that editors use, because the library's
/// own reader is all reflection, which a native binary does not have. A keyword that is not read here fails loudly.
/// </summary>
public sealed class InventorySchema
{
    private static readonly Lazy<InventorySchema> Embedded = new(() => new InventorySchema(FileText));

    private readonly Dictionary<string, JsonSchema> _definitions = new(StringComparer.Ordinal);
    private readonly List<(JsonSchema Schema, string Definition)> _references = [];

    private InventorySchema(string text)
    {
        using var document = JsonDocument.Parse(text);
        var root = document.RootElement;
        foreach (var definition in root.GetProperty("definitions").EnumerateObject())
            _definitions[definition.Name] = Read(definition.Value, new JsonSchema());
        Root = Read(root, new JsonSchema());
        foreach (var (schema, definition) in _references) schema.Reference = _definitions[definition];
    }

    public static InventorySchema Instance => Embedded.Value;

    /// <summary>The schema file, for <c>consulgen schema</c>.</summary>
    public static string FileText => Resources.Text("inventory.schema.json");

    public JsonSchema Root { get; }

    /// <summary>What an object's schema says a value should be, in words; null when it says nothing.</summary>
    public static string? Expected(JsonSchema schema, string keyword) =>
        schema.ActualSchema.ExtensionData is { } data && data.TryGetValue(keyword, out var text) ? text as string : null;

    private JsonSchema Read(JsonElement json, JsonSchema schema)
    {
        foreach (var keyword in json.EnumerateObject()) ReadKeyword(keyword.Name, keyword.Value, schema);
        return schema;
    }

    private void ReadKeyword(string keyword, JsonElement value, JsonSchema schema)
    {
        switch (keyword)
        {
            case "type": schema.Type = ReadType(value); break;
            case "enum":
                foreach (var item in value.EnumerateArray()) schema.Enumeration.Add(item.ValueKind == JsonValueKind.Number ? item.GetInt64() : item.GetString());
                break;
            case "pattern": schema.Pattern = value.GetString(); break;
            case "minimum": schema.Minimum = value.GetDecimal(); break;
            case "maximum": schema.Maximum = value.GetDecimal(); break;
            case "required":
                foreach (var name in value.EnumerateArray()) schema.RequiredProperties.Add(name.GetString() ?? "");
                break;
            case "properties":
                foreach (var property in value.EnumerateObject()) schema.Properties[property.Name] = ReadProperty(property.Value);
                break;
            case "patternProperties":
                foreach (var property in value.EnumerateObject()) schema.PatternProperties[property.Name] = ReadProperty(property.Value);
                break;
            case "additionalProperties":
                if (value.ValueKind == JsonValueKind.Object) schema.AdditionalPropertiesSchema = Read(value, new JsonSchema());
                else schema.AllowAdditionalProperties = value.GetBoolean();
                break;
            case "items": schema.Item = Read(value, new JsonSchema()); break;
            case "$ref": _references.Add((schema, (value.GetString() ?? "")["#/definitions/".Length..])); break;
            case "x-expected" or "x-words" or "x-rule" or "x-secret":
                schema.ExtensionData ??= new Dictionary<string, object?>(StringComparer.Ordinal);
                schema.ExtensionData[keyword] = value.GetString();
                break;
            case "$schema" or "title" or "description" or "examples" or "default" or "definitions" or "deprecated": break;
            default: throw new InvalidDataException($"the schema uses the keyword \"{keyword}\", which is not enforced");
        }
    }

    private JsonSchemaProperty ReadProperty(JsonElement json)
    {
        var property = new JsonSchemaProperty();
        Read(json, property);
        return property;
    }

    private static JsonObjectType ReadType(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String) return Parse(value.GetString());
        return value.EnumerateArray().Aggregate(JsonObjectType.None, (type, item) => type | Parse(item.GetString()));
    }

    private static JsonObjectType Parse(string? name) => name switch
    {
        "string" => JsonObjectType.String,
        "integer" => JsonObjectType.Integer,
        "number" => JsonObjectType.Number,
        "boolean" => JsonObjectType.Boolean,
        "array" => JsonObjectType.Array,
        "object" => JsonObjectType.Object,
        "null" => JsonObjectType.Null,
        _ => throw new InvalidDataException($"the schema uses the type \"{name}\""),
    };
}

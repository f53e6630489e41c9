using System.Text.Json;
using ConsulGen.Core.Text;
using NJsonSchema;

namespace ConsulGen.Core.Schema;

/// <summary>
/// The published schema as NJsonSchema's objects. They are built here, from the same file that editors use, because the library's
/// own reader is all reflection, which a native binary does not have. A keyword that is not read here fails loudly. A schema is
/// read when a value is first checked against it, for an inventory uses few of the hundreds.
/// </summary>
public sealed class InventorySchema
{
    private static readonly Lazy<JsonDocument> Document = new(() => JsonDocument.Parse(Resources.Open(FileName)));

    private const string FileName = "inventory.schema.json";

    private readonly JsonElement _definitions;
    private readonly Dictionary<string, JsonSchema> _read = new(StringComparer.Ordinal);

    /// <summary>For one validation: what is read on the way is kept, and is not for several threads.</summary>
    public InventorySchema()
    {
        _definitions = File.GetProperty("definitions");
        Root = Read(File);
    }

    /// <summary>The schema file, for <c>consulgen schema</c>.</summary>
    public static string FileText => Resources.Text(FileName);

    internal static JsonElement File => Document.Value.RootElement;

    public JsonSchema Root { get; }

    /// <summary>What an object's schema says a value should be, in words; null when it says nothing.</summary>
    public static string? Expected(JsonSchema schema, string keyword) =>
        schema.ActualSchema.ExtensionData is { } data && data.TryGetValue(keyword, out var text) ? text as string : null;

    private JsonSchema Read(JsonElement json)
    {
        if (json.TryGetProperty("$ref", out var reference)) return Definition(NameOf(reference));
        var schema = new JsonSchema();
        foreach (var keyword in json.EnumerateObject()) ReadKeyword(keyword.Name, keyword.Value, schema);
        return schema;
    }

    private JsonSchema Definition(string name) =>
        _read.TryGetValue(name, out var known) ? known : _read[name] = Read(_definitions.GetProperty(name));

    private void ReadKeyword(string keyword, JsonElement value, JsonSchema schema)
    {
        switch (keyword)
        {
            case "type": schema.Type = ReadType(value); break;
            case "enum":
                foreach (var item in value.EnumerateArray())
                    schema.Enumeration.Add(item.ValueKind == JsonValueKind.Number ? item.GetInt64() : item.GetString());
                break;
            case "pattern": schema.Pattern = value.GetString(); break;
            case "minimum": schema.Minimum = value.GetDecimal(); break;
            case "maximum": schema.Maximum = value.GetDecimal(); break;
            case "required":
                foreach (var name in value.EnumerateArray()) schema.RequiredProperties.Add(name.GetString() ?? "");
                break;
            case "properties":
                foreach (var property in value.EnumerateObject()) schema.Properties[property.Name] = new Unread(property.Value, this);
                break;
            case "patternProperties":
                foreach (var property in value.EnumerateObject()) schema.PatternProperties[property.Name] = new Unread(property.Value, this);
                break;
            case "additionalProperties":
                if (value.ValueKind == JsonValueKind.Object) schema.AdditionalPropertiesSchema = new Unread(value, this);
                else schema.AllowAdditionalProperties = value.GetBoolean();
                break;
            case "items": schema.Item = new Unread(value, this); break;
            case "x-expected" or "x-words" or "x-rule" or "x-secret":
                schema.ExtensionData ??= new Dictionary<string, object?>(StringComparer.Ordinal);
                schema.ExtensionData[keyword] = value.GetString();
                break;
            default: RequireNote(keyword); break;
        }
    }

    /// <summary>The definition that a <c>$ref</c> names.</summary>
    internal static string NameOf(JsonElement reference) => (reference.GetString() ?? "")["#/definitions/".Length..];

    /// <summary>Throws for a keyword that says what is valid, and that nobody reads.</summary>
    internal static void RequireNote(string keyword)
    {
        if (keyword is not ("$schema" or "title" or "description" or "examples" or "default" or "definitions" or "deprecated"
            or "x-expected" or "x-words" or "x-rule" or "x-secret"))
            throw new InvalidDataException($"the schema uses the keyword \"{keyword}\", which is not enforced");
    }

    internal static JsonObjectType ReadType(JsonElement value)
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

    /// <summary>Stands for a part of the file until the validator asks what is there.</summary>
    private sealed class Unread(JsonElement json, InventorySchema file) : JsonSchemaProperty
    {
        private JsonSchema? _actual;

        public override JsonSchema ActualSchema => _actual ??= file.Read(json);

        public override bool IsNullable(SchemaType schemaType) => ActualSchema.IsNullable(schemaType);
    }
}

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using ConsulGen.Core.Schema;
using ConsulGen.Core.Text;

namespace ConsulGen.Tests.Papers;

/// <summary>Makes the reference of an inventory's keys from the published schema: a table for each mapping, in the schema's order.</summary>
internal static partial class InventoryReference
{
    /// <summary>In the order of a reader who goes from the whole to its parts. An agent's keys are Consul's own, and hundreds.</summary>
    private static readonly string[] Mappings =
    [
        "datacenter", "group", "load_balancers", "listeners", "host", "trait", "consul", "gossip", "tls", "acl",
        "service", "check", "port_set", "firewall", "backup", "secret", "prometheus", "lint", "risk",
    ];

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Text()
    {
        using var document = JsonDocument.Parse(InventorySchema.FileText);
        var (root, definitions) = (document.RootElement, document.RootElement.GetProperty("definitions"));
        var text = new TextBuilder();
        Mapping(text, "inventory", root, definitions);
        foreach (var name in Mappings) Mapping(text, name, definitions.GetProperty(name), definitions);
        return text.ToString();
    }

    /// <summary>The mappings of the schema that have keys of their own, and no table.</summary>
    public static IEnumerable<string> LeftOut()
    {
        using var document = JsonDocument.Parse(InventorySchema.FileText);
        return [.. document.RootElement.GetProperty("definitions").EnumerateObject()
            .Where(d => d.Name != "agent" && !Mappings.Contains(d.Name) && d.Value.TryGetProperty("properties", out _)
                && !d.Value.TryGetProperty("x-words", out _))
            .Select(d => d.Name)];
    }

    private static void Mapping(TextBuilder text, string name, JsonElement schema, JsonElement definitions)
    {
        text.Line($"### {name}").Line().Line(schema.GetProperty("description").GetString() ?? "").Line();
        text.Line("| key | value | |").Line("| --- | --- | --- |");
        var required = schema.TryGetProperty("required", out var list) ? list.EnumerateArray().Select(r => r.GetString() ?? "").ToHashSet() : [];
        Keys(text, "", schema, required, definitions);
        text.Line();
    }

    private static void Keys(TextBuilder text, string above, JsonElement schema, HashSet<string> required, JsonElement definitions)
    {
        foreach (var key in schema.GetProperty("properties").EnumerateObject())
        {
            var path = above + key.Name;
            var about = Description(key.Value, definitions) + (required.Contains(key.Name) ? " Needed." : "");
            if (key.Value.TryGetProperty("default", out var value)) about += $" Default: `{value}`.";
            if (key.Value.TryGetProperty("examples", out var examples)) about += $" Example: `{Yaml(examples[0])}`.";
            text.Line($"| `{path}` | {Kind(key.Value)} | {Cell(about)} |");
            if (Inner(key.Value) is not { } inner) continue;
            var needed = inner.Schema.TryGetProperty("required", out var list) ? list.EnumerateArray().Select(r => r.GetString() ?? "").ToHashSet() : [];
            Keys(text, path + inner.Between, inner.Schema, needed, definitions);
        }
    }

    /// <summary>A key's own words, or those of what it refers to.</summary>
    private static string? Description(JsonElement schema, JsonElement definitions) =>
        schema.TryGetProperty("description", out var own) ? own.GetString()
        : schema.TryGetProperty("$ref", out var reference) ? Description(definitions.GetProperty((reference.GetString() ?? "").Split('/')[^1]), definitions)
        : null;

    /// <summary>The mapping that stands in a key, itself or below names of the author's.</summary>
    private static (JsonElement Schema, string Between)? Inner(JsonElement schema)
    {
        if (schema.TryGetProperty("properties", out var own) && own.EnumerateObject().Any()) return (schema, ".");
        if (schema.TryGetProperty("additionalProperties", out var named) && named.ValueKind == JsonValueKind.Object
            && named.TryGetProperty("properties", out _))
            return (named, ".NAME.");
        return null;
    }

    private static string Kind(JsonElement schema)
    {
        if (schema.TryGetProperty("enum", out var values))
            return string.Join(", ", values.EnumerateArray().Where(v => v.ValueKind != JsonValueKind.Null).Select(v => $"`{v}`"));
        if (schema.TryGetProperty("$ref", out var reference)) return Reference(reference);
        if (schema.TryGetProperty("items", out var items)) return "list of " + Kind(items);
        if (schema.TryGetProperty("additionalProperties", out var named) && named.ValueKind == JsonValueKind.Object
            && !schema.TryGetProperty("properties", out _))
            return "by name: " + Kind(named);
        if (!schema.TryGetProperty("type", out var type)) return "anything";
        var types = type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(t => t.GetString()) : [type.GetString()];
        return string.Join(" or ", types.Where(t => t != "null").Select(t => t == "object" ? "mapping" : t == "array" ? "list" : t));
    }

    private static string Reference(JsonElement reference)
    {
        var name = (reference.GetString() ?? "").Split('/')[^1];
        return name switch
        {
            "strings" => "list of strings",
            "string_map" => "mapping of strings",
            "hosts" => "by node name: [host](#host)",
            _ => Mappings.Contains(name) ? $"[{name}](#{name})" : name.Replace('_', ' '),
        };
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);

    /// <summary>An example as an author writes it, in one line.</summary>
    private static string Yaml(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => $"{{ {string.Join(", ", value.EnumerateObject().Select(p => $"{p.Name}: {Yaml(p.Value)}"))} }}",
        JsonValueKind.Array => $"[{string.Join(", ", value.EnumerateArray().Select(Yaml))}]",
        JsonValueKind.String when PlainScalar().IsMatch(value.GetString() ?? "") => value.GetString() ?? "",
        _ => JsonSerializer.Serialize(value, Plain),
    };

    // What needs no quotes wherever it stands, and is no number.
    [GeneratedRegex(@"^(?![0-9.:-]*$)[A-Za-z0-9/][A-Za-z0-9_./ -]*$")]
    private static partial Regex PlainScalar();
}

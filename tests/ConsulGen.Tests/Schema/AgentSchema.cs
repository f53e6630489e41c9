using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ConsulGen.Core.Consul.Keys;
using ConsulGen.Core.Consul.Releases;

namespace ConsulGen.Tests.Schema;

/// <summary>Makes the agent's part of the published schema from the table of Consul's keys. The rest of the file is written by hand.</summary>
internal static class AgentSchema
{
    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The text of the schema file with its generated definitions made anew.</summary>
    public static string Renew(string schemaText)
    {
        var schema = JsonNode.Parse(schemaText)?.AsObject() ?? throw new InvalidDataException("the schema is no object");
        var definitions = schema["definitions"]?.AsObject() ?? throw new InvalidDataException("the schema has no definitions");
        definitions["agent"] = Object("", "Agent configuration, in Consul's own keys.");
        definitions["service"] = Object("service.", "A service definition, in Consul's own keys.");
        definitions["check"] = OrPlaceholder(Object("check.", "A health check, in Consul's own keys."));
        return schema.ToJsonString(Format) + "\n";
    }

    private static JsonObject Object(string prefix, string description)
    {
        var properties = new JsonObject();
        foreach (var key in AgentKeys.Instance.Below(prefix).Where(k => !k.IsInternal)) properties[key.Name] = Key(key);
        return new JsonObject
        {
            ["description"] = description,
            ["type"] = new JsonArray("object", "null"),
            ["properties"] = properties,
            ["patternProperties"] = new JsonObject { ["\\+$"] = Reference("addition") },
            ["additionalProperties"] = false,
            ["x-rule"] = "unknown-agent-key",
        };
    }

    private static JsonObject Key(AgentKey key)
    {
        var schema = Type(key);
        schema["description"] = Describe(key);
        if (key.Example is not null) schema["examples"] = new JsonArray(JsonNode.Parse(key.Example));
        if (key.Deprecated is not null || key.Removed is not null) schema["deprecated"] = true;
        return schema;
    }

    private static JsonObject Type(AgentKey key)
    {
        var prefix = AgentKeys.PrefixOf(key);
        var isFree = prefix is not null && AgentKeys.Instance.In(key).IsEmpty;
        return key.Type switch
        {
            "string" when !key.Values.IsEmpty => Words(key),
            "string" => Reference(key.IsSecret ? "secret_string" : "string"),
            "int" or "uint" => Reference("integer"),
            "float" => Reference("number"),
            "bool" => Reference("boolean"),
            "duration" => Reference("duration"),
            "list<string>" => Reference("strings"),
            "map<string,string>" => Reference("string_map"),
            "map<string,bool>" => new JsonObject
            {
                ["type"] = new JsonArray("object", "null"),
                ["additionalProperties"] = Reference("boolean"),
                ["x-words"] = "a mapping of names to true or false",
            },
            "map<string,list<string>>" => new JsonObject
            {
                ["type"] = new JsonArray("object", "null"),
                ["additionalProperties"] = Reference("strings"),
                ["x-words"] = "a mapping of lists of strings",
            },
            "map<string,any>" or "any" => Reference("anything"),
            "object<service>" => Reference("service"),
            "object<check>" => Reference("check"),
            "list<service>" => ListOf(Reference("service")),
            "list<check>" => ListOf(Reference("check")),
            "object" => isFree ? Reference("anything") : OrPlaceholder(Object(prefix ?? "", key.Description)),
            "list<object>" => ListOf(isFree ? Reference("anything") : Object(prefix ?? "", key.Description)),
            "map<string,object>" => new JsonObject
            {
                ["type"] = new JsonArray("object", "null"),
                ["additionalProperties"] = Object(prefix ?? "", key.Description),
            },
            _ => throw new InvalidDataException($"{key.Path} has the unknown type {key.Type}"),
        };
    }

    /// <summary>A set of words, or a placeholder that becomes one of them.</summary>
    private static JsonObject Words(AgentKey key)
    {
        var words = new JsonObject
        {
            ["type"] = new JsonArray("string", "null"),
            ["pattern"] = $"^({string.Join('|', key.Values)})$|\\$\\{{",
            ["x-expected"] = "one of " + string.Join(", ", key.Values.Where(v => v.Length > 0).Order(StringComparer.Ordinal)),
            ["examples"] = new JsonArray([.. key.Values.Select(v => JsonValue.Create(v))]),
        };
        // That rule knows the words of each version.
        if (key.Path is "acl.default_policy" or "acl.down_policy" or "acl_default_policy" or "acl_down_policy" or "default_intention_policy")
            words["x-rule"] = "acl-policy-word";
        return words;
    }

    private static JsonObject ListOf(JsonObject items) => OrPlaceholder(new() { ["type"] = new JsonArray("array", "null"), ["items"] = items });

    /// <summary>A list or a mapping, or a placeholder that stands for one.</summary>
    private static JsonObject OrPlaceholder(JsonObject schema)
    {
        schema["type"]?.AsArray().Insert(1, "string");
        schema["pattern"] = "^\\$\\{[^}]+\\}$";
        return schema;
    }

    private static JsonObject Reference(string definition) => new() { ["$ref"] = "#/definitions/" + definition };

    private static string Describe(AgentKey key)
    {
        var text = key.Description;
        if (key.IsForServers) text += " For servers.";
        if (key.IsForClients) text += " For clients.";
        if (key.Since.Earliest > ConsulVersion.Oldest) text += $" Since {key.Since}.";
        if (key.Removed is { } removed) text += $" Removed in {removed}.";
        if (key.Deprecated is { } deprecated)
            text += $" Deprecated since {deprecated}{(key.Replacements.IsEmpty ? "" : ": use " + string.Join(", ", key.Replacements.Select(r => r.Key)))}.";
        return text;
    }
}

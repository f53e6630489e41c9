using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Fuzzing;

/// <summary>
/// Inventories of all that the published schema allows: a cluster that is whole, with settings of any kind at any of its levels. The
/// same seed gives the same one.
/// </summary>
/// <param name="seed">Says all.</param>
/// <param name="most">Settings at a level.</param>
internal sealed partial class RandomInventory(int seed, int most = 3)
{
    private static readonly JsonObject Schema = (JsonObject)JsonNode.Parse(File.ReadAllText(Repository.PathOf("schemas/inventory.schema.json")))!;

    private static readonly string[] Words =
    [
        "a", "web", "10.0.0.9", "::1", "0.0.0.0", "/var/lib/x", "/etc/x.conf", "10s", "5m", "1.10.11", "dc1", "n1", "${node_name}", "${address}",
        "${datacenter}", "${vars.v}", "a b", "true", "80", "info", "default", "deny", "{{ GetPrivateIP }}", "consul.example.com", "",
    ];

    private readonly Random _random = new(seed);

    /// <summary>Where a string may stand, this puts another text into its place.</summary>
    public Func<string, string> String { get; init; } = text => text;

    public string Text()
    {
        var root = new JsonObject { ["vars"] = new JsonObject { ["v"] = "1" } };
        if (_random.Next(3) > 0) root["consul"] = new JsonObject { ["version"] = Pick(["1.6.5", "1.8.4", "1.10.11", "1.16.2", "1.21.4", "2.0.4"]) };
        Settings(root, Part(null), except: "datacenters");
        var datacenters = new JsonObject();
        for (var i = 1; i <= 1 + _random.Next(5) / 4; i++) datacenters["dc" + i] = Datacenter(i);
        root["datacenters"] = datacenters;
        var text = new StringBuilder();
        Write(text, root, 0);
        return text.ToString();
    }

    private JsonObject Datacenter(int number)
    {
        var servers = new JsonObject
        {
            ["hosts"] = new JsonObject { ["n[1:3]"] = Host($"10.{number}.0.[1:3]") },
        };
        var datacenter = new JsonObject { ["servers"] = servers };
        if (_random.Next(4) == 0) Settings(servers, Part("group"), except: "hosts");
        if (_random.Next(4) == 0) Settings(datacenter, Part("datacenter"), "servers", "clients", "load_balancers");
        if (_random.Next(2) == 0)
        {
            var clients = new JsonObject { ["hosts"] = new JsonObject { ["c[1:2]"] = Host($"10.{number}.1.[1:2]") } };
            if (_random.Next(2) == 0) Settings(clients, Part("group"), except: "hosts");
            datacenter["clients"] = clients;
        }

        if (_random.Next(4) > 0) return datacenter;
        var balancers = new JsonObject { ["hosts"] = new JsonObject { ["l1"] = new JsonObject { ["address"] = $"10.{number}.2.1" } } };
        Settings(balancers, Part("load_balancers"), "hosts");
        datacenter["load_balancers"] = balancers;
        return datacenter;
    }

    private JsonObject Host(string address)
    {
        var host = new JsonObject { ["address"] = address };
        if (_random.Next(5) == 0) Settings(host, Part("host"), "address", "node_id", "wan_address");
        return host;
    }

    private void Settings(JsonObject node, JsonObject schema, params string[] except)
    {
        var properties = schema["properties"]!.AsObject().Select(p => p.Key).Where(k => !except.Contains(k) && !node.ContainsKey(k)).ToArray();
        for (var i = _random.Next(1, most + 1); i > 0 && properties.Length > 0; i--)
        {
            var key = Pick(properties);
            node[key] = Of(schema["properties"]![key]!.AsObject(), 0);
        }
    }

    private static JsonObject Part(string? name) => name is null ? Schema : Schema["definitions"]![name]!.AsObject();

    private JsonNode? Of(JsonObject schema, int depth)
    {
        if (schema["examples"] is JsonArray { Count: > 0 } examples && _random.Next(4) > 0) return Changed(Pick(examples)?.DeepClone());
        if (schema["$ref"] is { } reference) return Of(Part(reference.GetValue<string>().Split('/')[^1]), depth);
        if (schema["enum"] is JsonArray words) return Pick(words)?.DeepClone();
        if (schema["default"] is { } given && _random.Next(2) == 0) return given.DeepClone();
        var types = schema["type"] switch
        {
            JsonArray several => several.Select(t => t!.GetValue<string>()).ToArray(),
            JsonValue one => [one.GetValue<string>()],
            _ => ["string"],
        };
        var type = _random.Next(12) == 0 ? Pick(types) : types[0];
        return type switch
        {
            "object" => Object(schema, depth),
            "array" => new JsonArray([.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Of(Item(schema), depth + 1))]),
            "integer" or "number" => Number(schema),
            "boolean" => _random.Next(2) == 0,
            "null" => null,
            _ => Word(schema["pattern"]?.GetValue<string>() ?? ""),
        };
    }

    private static JsonObject Item(JsonObject schema) => schema["items"] as JsonObject ?? new JsonObject { ["type"] = "string" };

    private JsonValue Number(JsonObject schema)
    {
        var (low, high) = (schema["minimum"]?.GetValue<int>() ?? -1, schema["maximum"]?.GetValue<int>() ?? 70_000);
        int[] likely = [low, high, 0, 1, 3, 80, 8500, _random.Next(low, high)];
        return JsonValue.Create(Pick(likely));
    }

    private JsonNode Word(string pattern)
    {
        if (pattern.Contains("ms|s", StringComparison.Ordinal)) return Pick(["10s", "1m30s", "500ms", "72h"]);
        return Choice().Match(pattern) is { Success: true } choice && _random.Next(8) > 0
            ? Pick(choice.Groups[1].Value.Split('|'))
            : String(Pick(Words));
    }

    private JsonObject Object(JsonObject schema, int depth)
    {
        var made = new JsonObject();
        foreach (var key in (schema["required"] as JsonArray ?? []).Select(k => k!.GetValue<string>()))
            made[key] = Of(schema["properties"]![key]!.AsObject(), depth + 1);
        if (depth > 5) return made;
        if (schema["properties"] is JsonObject { Count: > 0 } properties)
        {
            for (var i = _random.Next(1, most + 1); i > 0; i--)
            {
                var (key, value) = properties.ElementAt(_random.Next(properties.Count));
                if (!made.ContainsKey(key)) made[key] = Of(value!.AsObject(), depth + 1);
            }
        }

        var free = (schema["patternProperties"] as JsonObject)?.FirstOrDefault().Value as JsonObject ?? schema["additionalProperties"] as JsonObject;
        if (free is not null || schema["additionalProperties"] is JsonValue { } any && any.TryGetValue<bool>(out var open) && open)
            for (var i = _random.Next(0, 3); i > 0; i--)
                made[Pick(["a", "web", "b_c", "rack", "X-Y", "Restart", "n1", "dc1"])] = Of(free ?? new JsonObject { ["type"] = "string" }, depth + 1);
        return made;
    }

    /// <summary>An example, whose strings may become others.</summary>
    private JsonNode? Changed(JsonNode? node)
    {
        switch (node)
        {
            case JsonValue value when value.TryGetValue<string>(out var text): return String(text);
            case JsonArray list:
                return new JsonArray([.. list.Select(i => Changed(i?.DeepClone()))]);
            case JsonObject map:
                return new JsonObject(map.Select(p => KeyValuePair.Create(p.Key, Changed(p.Value?.DeepClone()))));
            default: return node;
        }
    }

    private T Pick<T>(IReadOnlyList<T> all) => all[_random.Next(all.Count)];

    private JsonNode? Pick(JsonArray all) => all[_random.Next(all.Count)];

    /// <summary>In blocks or in braces, in quotes or without: what people write.</summary>
    private void Write(StringBuilder text, JsonObject map, int indent)
    {
        foreach (var (key, value) in map)
        {
            text.Append(' ', indent).Append(Scalar(key)).Append(':');
            if (value is JsonObject { Count: > 0 } inner && (indent < 8 || _random.Next(3) == 0))
            {
                text.Append('\n');
                Write(text, inner, indent + 2);
            }
            else
            {
                text.Append(' ');
                Flow(text, value);
                text.Append('\n');
            }
        }
    }

    private static void Flow(StringBuilder text, JsonNode? node)
    {
        switch (node)
        {
            case null: text.Append("null"); break;
            case JsonObject map:
                text.Append("{ ");
                foreach (var (key, value) in map)
                {
                    text.Append(Scalar(key)).Append(": ");
                    Flow(text, value);
                    text.Append(", ");
                }

                text.Append('}');
                break;
            case JsonArray list:
                text.Append('[');
                foreach (var item in list)
                {
                    Flow(text, item);
                    text.Append(", ");
                }

                text.Append(']');
                break;
            case JsonValue value when value.TryGetValue<string>(out var word): text.Append(Scalar(word)); break;
            default: text.Append(node.ToJsonString()); break;
        }
    }

    private static string Scalar(string word) =>
        Plain().IsMatch(word) && word is not ("true" or "false" or "null") ? word : JsonSerializer.Serialize(word);

    [GeneratedRegex(@"^\^\(([a-z_A-Z0-9|-]+)\)\$")]
    private static partial Regex Choice();

    [GeneratedRegex(@"^[A-Za-z/][A-Za-z0-9_./-]*$")]
    private static partial Regex Plain();
}

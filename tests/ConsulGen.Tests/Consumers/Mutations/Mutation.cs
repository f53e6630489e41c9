using System.Text.Json.Nodes;

namespace ConsulGen.Tests.Consumers.Mutations;

/// <summary>One key of a valid configuration given another value, or another name.</summary>
/// <param name="Role">Of the agent: server or client.</param>
/// <param name="Kind">What is wrong, or may be; one word.</param>
/// <param name="Path">As the table of keys spells it: <c>ports.http</c>, <c>service.port</c>, <c>check.ttl</c>.</param>
internal sealed record Mutation(string Role, string Kind, string Path, string Value)
{
    /// <summary>What the key is called afterwards; null when it keeps its name.</summary>
    public string? Rename { get; init; }

    /// <summary>Have the key of the right name beside the renamed one.</summary>
    public bool Beside { get; init; }

    public override string ToString() => $"{Role} {Kind} {Path}{(Rename is null ? "" : " as " + Rename)} = {Value}";

    /// <summary>Does it to a configuration, of which services and checks stand in lists.</summary>
    public void Apply(JsonObject agent, JsonObject web, JsonObject proxy)
    {
        var (root, path) = Path.Split('.', 2) switch
        {
            ["service", var rest] => (rest.StartsWith("proxy", StringComparison.Ordinal) ? proxy : web, rest),
            ["check", var rest] => (Checks(agent, web), rest),
            _ => (agent, Path),
        };
        var parts = path == "telemetry.disable_compat_1.9" ? ["telemetry", "disable_compat_1.9"] : path.Split('.');
        var place = root;
        foreach (var part in parts[..^1]) place = Below(place, part);
        if (Beside) place[parts[^1]] ??= JsonNode.Parse(Value);
        else if (Rename is not null) place.Remove(parts[^1]);
        place[Rename ?? parts[^1]] = JsonNode.Parse(Value);
    }

    /// <summary>The check of the agent or the one of its service, by the length of the path so that both have their share.</summary>
    private JsonObject Checks(JsonObject agent, JsonObject web) =>
        (JsonObject)(((Path.Length % 2 == 0 ? agent : web)["checks"] as JsonArray)?[0] ?? throw new InvalidOperationException("the base has no check"));

    private static JsonObject Below(JsonObject place, string part)
    {
        if (part == "*")
        {
            var name = place.Select(e => e.Key).FirstOrDefault() ?? "any";
            return place[name] as JsonObject ?? Set(place, name, []);
        }

        if (!part.EndsWith("[]", StringComparison.Ordinal)) return place[part] as JsonObject ?? Set(place, part, []);
        if (place[part[..^2]] is JsonArray { Count: > 0 } list) return (JsonObject)(list[0] ?? throw new InvalidOperationException(part));
        var item = new JsonObject();
        place[part[..^2]] = new JsonArray(item);
        return item;
    }

    private static JsonObject Set(JsonObject place, string name, JsonObject value)
    {
        place[name] = value;
        return value;
    }
}

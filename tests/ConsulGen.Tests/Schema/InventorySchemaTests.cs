using System.Text.Json;
using ConsulGen.Core.Consul.Keys;
using ConsulGen.Core.Schema;
using ConsulGen.Tests.Support;
using NJsonSchema;

namespace ConsulGen.Tests.Schema;

public class InventorySchemaTests
{
    private static readonly string FilePath = Repository.PathOf("schemas/inventory.schema.json");

    [Fact]
    public void agent_keys_are_those_of_the_table()
    {
        var current = File.ReadAllText(FilePath);
        var renewed = AgentSchema.Renew(current);
        if (Repository.Accepts) File.WriteAllText(FilePath, renewed);
        else Assert.Equal(renewed, current);
    }

    [Fact]
    public void the_program_has_the_published_file() => Assert.Equal(File.ReadAllText(FilePath), InventorySchema.FileText);

    [Fact]
    public void every_keyword_is_enforced_by_the_library()
    {
        var read = new HashSet<JsonSchema>(ReferenceEqualityComparer.Instance);
        ReadAll(new InventorySchema().Root, read);
        Assert.InRange(read.Count, 200, 2000);
    }

    [Fact]
    public void every_key_has_a_description()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(FilePath));
        var missing = new List<string>();
        Walk(schema.RootElement, "", missing);
        Assert.Empty(missing);
    }

    [Fact]
    public void replacements_in_the_table_are_keys_of_the_table()
    {
        var unknown = AgentKeys.Instance.All.SelectMany(k => k.Replacements).Select(r => r.Key).Where(path => AgentKeys.Instance.Find(path) is null);
        Assert.Empty(unknown);
    }

    private static void ReadAll(JsonSchema? schema, HashSet<JsonSchema> read)
    {
        if (schema?.ActualSchema is not { } actual || !read.Add(actual)) return;
        foreach (var inner in actual.Properties.Values.Concat(actual.PatternProperties.Values)) ReadAll(inner, read);
        ReadAll(actual.AdditionalPropertiesSchema, read);
        ReadAll(actual.Item, read);
    }

    private static void Walk(JsonElement element, string path, List<string> missing)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray()) Walk(item, path, missing);
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in element.EnumerateObject())
            {
                if (member.Name is "examples" or "default" or "enum") continue;
                if (member.Name == "properties")
                    foreach (var property in member.Value.EnumerateObject())
                        if (!IsDescribed(property.Value)) missing.Add($"{path}/{property.Name}");
                Walk(member.Value, $"{path}/{member.Name}", missing);
            }
        }
    }

    // A property that only refers to a definition is described there.
    private static bool IsDescribed(JsonElement property) =>
        property.TryGetProperty("description", out var text) ? text.GetString() is { Length: > 10 } : property.TryGetProperty("$ref", out _);
}

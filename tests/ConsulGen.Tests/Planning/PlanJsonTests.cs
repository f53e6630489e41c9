using System.Text.Json.Nodes;
using ConsulGen.Tests.Support;
using NJsonSchema;

namespace ConsulGen.Tests.Planning;

/// <summary><c>plan --format json</c> is what <c>schemas/plan.schema.json</c> says, over the changes of all pages and cases.</summary>
public class PlanJsonTests
{
    private static readonly string SchemaText = File.ReadAllText(Repository.PathOf("schemas/plan.schema.json"));
    private static readonly Lazy<Task<JsonSchema>> Schema = new(() => JsonSchema.FromJsonAsync(SchemaText));

    public static TheoryData<string> Rules => DangerPageTests.Rules;

    public static TheoryData<string> Cases => CaseTests.PlanCases;

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task a_pages_change_is_what_the_schema_says(string rule)
    {
        using var scratch = new ScratchFolder();
        var page = DangerPage.Of(rule);
        scratch.Write("old.yml", page.Old);
        scratch.Write("new.yml", page.New);
        await Check(scratch.Path);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task a_cases_change_is_what_the_schema_says(string name) => await Check(Repository.PathOf($"tests/ConsulGen.Tests/Cases/plan/{name}"));

    [Fact]
    public void every_property_is_explained() =>
        Assert.All(Properties(JsonNode.Parse(SchemaText)), p => Assert.True(p.Value?["description"] is not null, p.Key));

    private static async Task Check(string folder)
    {
        var result = Tool.Run("plan", Path.Join(folder, "old.yml"), Path.Join(folder, "new.yml"), "--format", "json");
        Assert.True(result.Code is 0 or 1, result.Error);
        Assert.Empty((await Schema.Value).Validate(result.Out));
    }

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Properties(JsonNode? schema)
    {
        if (schema is null) return [];
        var own = schema["properties"]?.AsObject().ToList() ?? [];
        return own.Concat(own.SelectMany(p => Properties(p.Value))).Concat(Properties(schema["items"]));
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using ConsulGen.Tests.Support;
using NJsonSchema;

namespace ConsulGen.Tests.Rendering;

/// <summary><c>lint --format json</c> is what <c>schemas/findings.schema.json</c> says.</summary>
public class JsonTests
{
    private static readonly Lazy<Task<JsonSchema>> Schema = new(() => JsonSchema.FromJsonAsync(File.ReadAllText(Repository.PathOf(
        "schemas/findings.schema.json"))));

    public static TheoryData<string> Inventories => [.. Reports.Names];

    [Theory]
    [MemberData(nameof(Inventories))]
    public async Task is_what_the_schema_says(string name) => Assert.Empty((await Schema.Value).Validate(Reports.Of(name, "json")));

    [Fact]
    public async Task a_fix_is_what_the_schema_says()
    {
        var report = Reports.OfText("Agent: { log_level: INFO }\ndatacenters: {}\n", "json");
        Assert.Empty((await Schema.Value).Validate(report));
        using var json = JsonDocument.Parse(report);
        var fix = json.RootElement.GetProperty("findings")[0].GetProperty("fix");
        Assert.Equal("""{"line":1,"column":1,"length":5,"text":"agent"}""", JsonSerializer.Serialize(fix));
    }

    [Theory]
    [InlineData("no findings", "{}")]
    [InlineData("another key", """{ "findings": [], "more": 1 }""")]
    [InlineData("no message", """{ "findings": [{ "severity": "error", "rule": "no-servers" }] }""")]
    [InlineData("another severity", """{ "findings": [{ "severity": "fatal", "rule": "no-servers", "message": "x" }] }""")]
    [InlineData("a line before the first", """{ "findings": [{ "line": 0, "severity": "error", "rule": "no-servers", "message": "x" }] }""")]
    public async Task the_schema_refuses_what_is_none(string why, string text) => Assert.NotEqual((why, 0), (why, (await Schema.Value).Validate(text).Count));

    [Fact]
    public void every_property_is_explained()
    {
        var schema = JsonNode.Parse(File.ReadAllText(Repository.PathOf("schemas/findings.schema.json")));
        var finding = schema?["properties"]?["findings"]?["items"]?["properties"]?.AsObject() ?? [];
        Assert.Equal(["path", "line", "column", "length", "severity", "rule", "message", "help", "fix"], finding.Select(p => p.Key));
        Assert.All(finding, p => Assert.NotNull(p.Value?["description"]));
    }
}

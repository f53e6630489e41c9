using System.Globalization;
using System.Text.Json;
using ConsulGen.Cli.Rendering;
using ConsulGen.Core.Linting.Engine;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Rendering;

/// <summary>SARIF 2.1.0, and what GitHub's code scanning asks for beyond it (docs.github.com, "SARIF support for code scanning").</summary>
public class SarifTests
{
    public static TheoryData<string> Inventories => [.. Reports.Names];

    [Theory]
    [MemberData(nameof(Inventories))]
    public void is_what_code_scanning_takes(string name)
    {
        using var sarif = JsonDocument.Parse(Reports.Of(name, "sarif"));
        var log = sarif.RootElement;
        HasOnly(log, "$schema", "version", "runs");
        Assert.Equal("2.1.0", Text(log, "version"));
        Assert.True(Uri.TryCreate(Text(log, "$schema"), UriKind.Absolute, out _));
        var run = Assert.Single(log.GetProperty("runs").EnumerateArray());
        HasOnly(run, "tool", "columnKind", "results");
        Assert.Equal("utf16CodeUnits", Text(run, "columnKind"));
        HasOnly(run.GetProperty("tool"), "driver");
        var driver = run.GetProperty("tool").GetProperty("driver");
        HasOnly(driver, "name", "version", "rules");
        Assert.Equal(Tool.Run("--version").Out.Split(" (")[0], $"{Text(driver, "name")} {Text(driver, "version")}");

        var rules = driver.GetProperty("rules").EnumerateArray().ToList();
        Assert.All(rules, CheckRule);
        var ids = rules.ConvertAll(r => Text(r, "id"));
        Assert.Equal(ids.Distinct().Order(StringComparer.Ordinal), ids);

        var results = run.GetProperty("results").EnumerateArray().ToList();
        var lines = Reports.Inventory(name).Split('\n');
        Assert.All(results, result => CheckResult(result, ids, lines));
        Assert.Equal(results.Count, results.Select(r => Text(r.GetProperty("partialFingerprints"), "primaryLocationLineHash")).Distinct().Count());
        Assert.Equal(ids, results.Select(r => Text(r, "ruleId")).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(
            Reports.Findings(name),
            results.Select(r => new Reports.Reported(
                Text(r, "level").Replace("note", "info", StringComparison.Ordinal),
                Text(r, "ruleId"),
                Number(Region(r), "startLine"),
                Number(Region(r), "startColumn"))));
    }

    [Fact]
    public void more_findings_than_github_takes_are_cut_to_the_most_severe()
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        new SarifFormat(mostResults: 4).Write([Inputs.Compile(Reports.Inventory("mistakes"))], output);
        using var sarif = JsonDocument.Parse(output.ToString());
        var run = sarif.RootElement.GetProperty("runs")[0];
        Assert.Equal(["error", "error", "error", "error"], run.GetProperty("results").EnumerateArray().Select(r => Text(r, "level")));
        Assert.Equal(["unknown-key"], run.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray().Select(r => Text(r, "id")));
        var notice = Assert.Single(run.GetProperty("invocations")[0].GetProperty("toolExecutionNotifications").EnumerateArray());
        Assert.Equal("these are the 4 most severe of 15 findings; GitHub takes no more", Text(notice.GetProperty("message"), "text"));
    }

    private static void CheckRule(JsonElement rule)
    {
        HasOnly(rule, "id", "shortDescription", "fullDescription", "help", "defaultConfiguration");
        var descriptor = RuleCatalog.All[Text(rule, "id")];
        Assert.Equal(descriptor.Title, Text(rule.GetProperty("shortDescription"), "text"));
        Assert.InRange(Text(rule.GetProperty("fullDescription"), "text").Length, 1, 1024);
        Assert.NotEqual(descriptor.Title, Text(rule.GetProperty("fullDescription"), "text"));
        HasOnly(rule.GetProperty("help"), "text", "markdown");
        Assert.Equal(RuleCatalog.Page(descriptor.Name), Text(rule.GetProperty("help"), "text"));
        Assert.Equal(RuleCatalog.Page(descriptor.Name), Text(rule.GetProperty("help"), "markdown"));
        Assert.Equal(
            FindingWords.Of(descriptor.Severity),
            Text(rule.GetProperty("defaultConfiguration"), "level").Replace("note", "info", StringComparison.Ordinal));
    }

    private static void CheckResult(JsonElement result, List<string> rules, string[] lines)
    {
        var names = new[] { "ruleId", "ruleIndex", "level", "message", "locations", "partialFingerprints" };
        HasOnly(result, result.TryGetProperty("fixes", out var fixes) ? [.. names, "fixes"] : names);
        if (fixes.ValueKind == JsonValueKind.Array) CheckFix(Assert.Single(fixes.EnumerateArray()));
        Assert.Equal(Text(result, "ruleId"), rules[Number(result, "ruleIndex")]);
        Assert.Contains(Text(result, "level"), (string[])["error", "warning", "note"]);
        HasOnly(result.GetProperty("message"), "text");
        Assert.NotEmpty(Text(result.GetProperty("message"), "text"));
        var location = Assert.Single(result.GetProperty("locations").EnumerateArray());
        HasOnly(location, "physicalLocation");
        HasOnly(location.GetProperty("physicalLocation"), "artifactLocation", "region");
        Assert.Equal("%3Cstdin%3E", Text(location.GetProperty("physicalLocation").GetProperty("artifactLocation"), "uri"));
        var region = Region(result);
        HasOnly(region, "startLine", "startColumn", "endLine", "endColumn");
        Assert.Equal(Number(region, "startLine"), Number(region, "endLine"));
        Assert.InRange(Number(region, "startLine"), 1, lines.Length);
        Assert.InRange(Number(region, "startColumn"), 1, Number(region, "endColumn"));
        Assert.InRange(Number(region, "endColumn"), 1, lines[Number(region, "startLine") - 1].Length + 1);
        HasOnly(result.GetProperty("partialFingerprints"), "primaryLocationLineHash");
        Assert.Matches("^[0-9a-f]{32}:[1-9][0-9]*$", Text(result.GetProperty("partialFingerprints"), "primaryLocationLineHash"));
    }

    private static void CheckFix(JsonElement fix)
    {
        HasOnly(fix, "description", "artifactChanges");
        Assert.NotEmpty(Text(fix.GetProperty("description"), "text"));
        var change = Assert.Single(fix.GetProperty("artifactChanges").EnumerateArray());
        HasOnly(change, "artifactLocation", "replacements");
        Assert.Equal("%3Cstdin%3E", Text(change.GetProperty("artifactLocation"), "uri"));
        var replacement = Assert.Single(change.GetProperty("replacements").EnumerateArray());
        HasOnly(replacement, "deletedRegion", "insertedContent");
        HasOnly(replacement.GetProperty("deletedRegion"), "startLine", "startColumn", "endLine", "endColumn");
        Assert.NotEmpty(Text(replacement.GetProperty("insertedContent"), "text"));
    }

    private static JsonElement Region(JsonElement result) => result.GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("region");

    private static void HasOnly(JsonElement element, params string[] names) => Assert.Equal(names, element.EnumerateObject().Select(p => p.Name));

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";

    private static int Number(JsonElement element, string name) => element.GetProperty(name).GetInt32();
}

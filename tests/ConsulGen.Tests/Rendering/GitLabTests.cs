using System.Text.Json;

namespace ConsulGen.Tests.Rendering;

/// <summary>GitLab's code quality report (docs.gitlab.com, "Code Quality report format").</summary>
public class GitLabTests
{
    public static TheoryData<string> Inventories => [.. Reports.Names];

    [Theory]
    [MemberData(nameof(Inventories))]
    public void is_a_code_quality_report(string name)
    {
        using var json = JsonDocument.Parse(Reports.Of(name, "gitlab"));
        Assert.Equal(JsonValueKind.Array, json.RootElement.ValueKind);
        var entries = json.RootElement.EnumerateArray().ToList();
        Assert.All(entries, entry =>
        {
            Assert.Equal(["description", "check_name", "fingerprint", "severity", "location"], entry.EnumerateObject().Select(p => p.Name));
            Assert.NotEmpty(entry.GetProperty("description").GetString() ?? "");
            Assert.Equal("<stdin>", entry.GetProperty("location").GetProperty("path").GetString());
        });
        Assert.Equal(entries.Count, entries.Select(e => e.GetProperty("fingerprint").GetString()).Distinct().Count());
        Assert.Equal(
            Reports.Findings(name).Select(f => (f.Rule, f.Severity switch { "error" => "major", "warning" => "minor", _ => "info" }, f.Line)),
            entries.Select(e =>
                (
                    e.GetProperty("check_name").GetString() ?? "",
                    e.GetProperty("severity").GetString() ?? "",
                    e.GetProperty("location").GetProperty("lines").GetProperty("begin").GetInt32())));
    }
}

using System.Text.Json;
using ConsulGen.Core.Linting.Engine;
using ConsulGen.Tests.Linting;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Rendering;

/// <summary>Inventories with every finding that there is, and hostile ones; and what <c>lint --format</c> says of them.</summary>
internal static class Reports
{
    public static readonly string CaseFolder = Repository.PathOf("tests/ConsulGen.Tests/Rendering/Cases");

    /// <summary>The cases of this folder, then the bad example of each rule.</summary>
    public static IEnumerable<string> Names => CaseNames.Concat(RuleCatalog.All.Keys);

    public static IEnumerable<string> CaseNames => Directory.GetDirectories(CaseFolder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal);

    public static string Inventory(string name) =>
        RuleCatalog.All.ContainsKey(name) ? RulePage.Of(name).Bad : File.ReadAllText(Path.Join(CaseFolder, name, "inventory.yml"));

    public static string Of(string name, string format) => OfText(Inventory(name), format);

    public static string OfText(string yaml, string format)
    {
        var result = Tool.RunWith(yaml, "lint", "-", "--format", format);
        Assert.True(result.Code is 0 or 1 or 2, result.Error);
        return result.Out;
    }

    /// <summary>The findings as the tool's own JSON has them, to compare others with.</summary>
    public static List<Reported> Findings(string name)
    {
        using var json = JsonDocument.Parse(Of(name, "json"));
        return [.. json.RootElement.GetProperty("findings").EnumerateArray().Select(f => new Reported(
            f.GetProperty("severity").GetString() ?? "",
            f.GetProperty("rule").GetString() ?? "",
            f.GetProperty("line").GetInt32(),
            f.GetProperty("column").GetInt32()))];
    }

    internal sealed record Reported(string Severity, string Rule, int Line, int Column);
}

using ConsulGen.Core.Linting.Engine;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests;

/// <summary>
/// Cases that are data: a folder below <c>Cases/lint</c> has an inventory and the report that it gives, one below
/// <c>Cases/emit</c> has an inventory and the files that come of it (but for install.sh and its conf, README.md and the manifest, which the
/// examples show), one below <c>Cases/plan</c> has two inventories, the plan of the change and its exit code, and one below
/// <c>Cases/graph</c> has an inventory and its picture in each form.
/// </summary>
public class CaseTests
{
    private static readonly (string Name, string Extension)[] GraphFormats = [("svg", "svg"), ("mermaid", "mmd"), ("dot", "dot")];

    public static TheoryData<string> LintCases => [.. Folders("lint")];

    public static TheoryData<string> PlanCases => [.. Folders("plan")];

    public static TheoryData<string> EmitCases => [.. Folders("emit")];

    public static TheoryData<string> GraphCases => [.. Folders("graph")];

    [Theory]
    [MemberData(nameof(LintCases))]
    public void reports(string name)
    {
        var folder = Repository.PathOf($"tests/ConsulGen.Tests/Cases/lint/{name}");
        var result = Tool.RunWith(File.ReadAllText(Path.Join(folder, "inventory.yml")), "lint", "-");
        Assert.True(result.Code is 0 or 1 or 2, result.Error);
        Golden.CheckFile(Path.Join(folder, "expected.txt"), result.Out);
    }

    [Fact]
    public void forty_mistakes_are_reported_in_one_run_each_once_at_its_line()
    {
        var text = File.ReadAllText(Repository.PathOf("tests/ConsulGen.Tests/Cases/lint/forty-mistakes/inventory.yml"));
        var findings = Inputs.Compile(text).Findings;
        var named = text.Split('\n')
            .SelectMany((line, i) => line.Split(" # ")
                .Skip(1)
                .SelectMany(comment => comment.Split(' ', ',').Where(RuleCatalog.All.ContainsKey))
                .Select(rule => (Line: i + 1, Rule: rule)))
            .OrderBy(m => m.Line).ThenBy(m => m.Rule, StringComparer.Ordinal);
        Assert.Equal(named, findings.Select(f => (f.Span.Line, f.Rule)).OrderBy(m => m.Line).ThenBy(m => m.Rule, StringComparer.Ordinal));
        Assert.Equal(findings.Length, findings.Select(f => f.Span).Distinct().Count());
        Assert.InRange(findings.Length, 40, 1000);
        Assert.InRange(findings.Select(f => f.Rule).Distinct().Count(), 30, 1000);
    }

    [Theory]
    [MemberData(nameof(PlanCases))]
    public void plans(string name)
    {
        var folder = Repository.PathOf($"tests/ConsulGen.Tests/Cases/plan/{name}");
        var result = Tool.Run("plan", Path.Join(folder, "old.yml"), Path.Join(folder, "new.yml"), "--detailed-exitcode");
        var shown = result.Out.Replace(folder + "/", "", StringComparison.Ordinal);
        Golden.CheckFile(Path.Join(folder, "expected.txt"), FormattableString.Invariant($"{shown}exit code {result.Code}\n{result.Error}"));
    }

    [Theory]
    [MemberData(nameof(EmitCases))]
    public void emits(string name)
    {
        var folder = Repository.PathOf($"tests/ConsulGen.Tests/Cases/emit/{name}");
        var compilation = Inputs.Compile(File.ReadAllText(Path.Join(folder, "inventory.yml")), name);
        Assert.Empty(compilation.Findings.Select(Inputs.Show));
        var files = Inputs.Built(compilation).Files.Where(f =>
            Path.GetFileName(f.Path) is not ("install.sh" or "install.conf" or "README.md" or "manifest.json"));
        Golden.Check(Path.Join(folder, "expected"), files.ToDictionary(f => f.Path, f => f.Text));
    }

    [Theory]
    [MemberData(nameof(GraphCases))]
    public void draws(string name)
    {
        var folder = Repository.PathOf($"tests/ConsulGen.Tests/Cases/graph/{name}");
        var inventory = File.ReadAllText(Path.Join(folder, "inventory.yml"));
        Golden.Check(Path.Join(folder, "expected"), GraphFormats.ToDictionary(
            format => "graph." + format.Extension,
            format => Drawn(Tool.RunWith(inventory, "graph", "-", "--format", format.Name))));
    }

    private static string Drawn(Tool.Result result)
    {
        Assert.True(result.Code == 0, result.Error);
        return result.Out;
    }

    private static IEnumerable<string> Folders(string kind) =>
        Directory.GetDirectories(Repository.PathOf($"tests/ConsulGen.Tests/Cases/{kind}")).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal);
}

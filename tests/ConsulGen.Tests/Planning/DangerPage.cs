using ConsulGen.Cli.Rendering.Plans;
using ConsulGen.Core;
using ConsulGen.Core.Planning;
using ConsulGen.Core.Planning.Dangers;
using ConsulGen.Core.Text;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Planning;

/// <summary>The page of a danger as it stands in the repository: <c>&lt;name&gt;.md</c> beside its class in <c>Planning/Dangers</c>.</summary>
internal sealed class DangerPage(string path) : ExamplePage(path)
{
    public static readonly string[] Headings = ["What it checks", "Why it matters", "Old", "New", "Reported", "Near miss", "Safe way", "Source"];

    /// <summary>By danger, where its page stands in the repository.</summary>
    public static SortedDictionary<string, string> Paths { get; } = Below("src/ConsulGen.Core/Planning/Dangers");

    public string Old => Block("Old", "yaml");

    public string New => Block("New", "yaml");

    /// <summary>A new inventory for the old one, which the danger does not report.</summary>
    public string NearMiss => Block("Near miss", "yaml");

    public static DangerPage Of(string rule) => new(Repository.PathOf(Paths[rule]));

    public static Plan Plan(string old, string next) =>
        Planner.Make(Compile("old.yml", old), Compile("new.yml", next)) ?? throw new InvalidOperationException("an example cannot be read");

    /// <summary>The verdict and the dangers as the pages show them, one rule's only; empty without one.</summary>
    public static string Render(Plan plan, string rule)
    {
        var dangers = plan.Dangers.Where(d => d.Rule == rule).ToList();
        if (dangers.Count == 0) return "";
        var text = new TextBuilder().Line("verdict: " + PlanWords.Of(plan.Verdict));
        foreach (var danger in dangers)
        {
            text.Line(FormattableString.Invariant(
                $"{danger.Span.Path}:{danger.Span.Line}:{danger.Span.Column}: {Word(danger.Severity)} {danger.Rule}: {danger.Message}"));
            text.Line("  hosts: " + string.Join(", ", danger.Hosts));
            text.Line("  help: " + danger.Help);
        }

        return text.ToString();
    }

    public static string Word(DangerSeverity level) => level.ToString().ToLowerInvariant();

    private static Compilation Compile(string path, string yaml) => Compilation.Run([new SourceText(path, yaml)], "inventory");
}

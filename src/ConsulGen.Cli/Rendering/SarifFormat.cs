using System.Collections.Immutable;
using System.Text.Json;
using ConsulGen.Cli.Terminal;
using ConsulGen.Core;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Linting;
using ConsulGen.Core.Linting.Engine;
using ConsulGen.Core.Text;

namespace ConsulGen.Cli.Rendering;

/// <summary>SARIF 2.1.0 as GitHub's code scanning takes it: one run, the rules that report with their pages, and the findings.</summary>
/// <param name="mostResults">GitHub refuses a run that has more; the most severe come through.</param>
internal sealed class SarifFormat(int mostResults = 25_000) : IFindingsFormat
{
    public void Write(IReadOnlyList<Compilation> compilations, TextWriter output)
    {
        var all = Fingerprints.Track(compilations).ToList();
        var shown = all.Count <= mostResults ? all : [.. all.OrderByDescending(r => r.Finding.Severity).Take(mostResults)];
        ImmutableArray<string> rules = [.. shown.Select(r => r.Finding.Rule).Distinct().Order(StringComparer.Ordinal)];
        JsonText.Write(output, json =>
        {
            json.WriteStartObject();
            json.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
            json.WriteString("version", "2.1.0");
            json.WriteStartArray("runs");
            json.WriteStartObject();
            WriteTool(rules, json);
            if (shown.Count < all.Count) WriteCut(shown.Count, all.Count, json);
            json.WriteString("columnKind", "utf16CodeUnits");
            json.WriteStartArray("results");
            foreach (var result in shown) WriteResult(result, rules, json);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static void WriteTool(ImmutableArray<string> rules, Utf8JsonWriter json)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "consulgen");
        json.WriteString("version", ProgramVersion.Number);
        json.WriteStartArray("rules");
        foreach (var rule in rules) WriteRule(RuleCatalog.All[rule], json);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteRule(RuleDescriptor rule, Utf8JsonWriter json)
    {
        var page = RuleCatalog.Page(rule.Name) ?? rule.Title;
        json.WriteStartObject();
        json.WriteString("id", rule.Name);
        WriteText("shortDescription", rule.Title, json);
        WriteText("fullDescription", Summary(page) ?? rule.Title, json);
        json.WriteStartObject("help");
        json.WriteString("text", page);
        json.WriteString("markdown", page);
        json.WriteEndObject();
        json.WriteStartObject("defaultConfiguration");
        json.WriteString("level", Level(rule.Severity));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>What the page says under "What it checks".</summary>
    private static string? Summary(string page)
    {
        const string heading = "\n## What it checks\n";
        var start = page.IndexOf(heading, StringComparison.Ordinal);
        return start < 0 ? null : page[(start + heading.Length)..].Split("\n## ", 2)[0].Trim();
    }

    private static void WriteCut(int shown, int all, Utf8JsonWriter json)
    {
        json.WriteStartArray("invocations");
        json.WriteStartObject();
        json.WriteBoolean("executionSuccessful", true);
        json.WriteStartArray("toolExecutionNotifications");
        json.WriteStartObject();
        json.WriteString("level", "warning");
        WriteText("message", FormattableString.Invariant($"these are the {shown} most severe of {all} findings; GitHub takes no more"), json);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteResult(TrackedFinding result, ImmutableArray<string> rules, Utf8JsonWriter json)
    {
        var finding = result.Finding;
        json.WriteStartObject();
        json.WriteString("ruleId", finding.Rule);
        json.WriteNumber("ruleIndex", rules.BinarySearch(finding.Rule, StringComparer.Ordinal));
        json.WriteString("level", Level(finding.Severity));
        WriteText("message", FindingWords.WithHelp(finding, "\n"), json);
        WriteLocation(result, json);
        json.WriteStartObject("partialFingerprints");
        json.WriteString("primaryLocationLineHash", result.Fingerprint);
        json.WriteEndObject();
        if (finding.Fix is { } fix) WriteFix(fix, result, json);
        json.WriteEndObject();
    }

    private static void WriteFix(Fix fix, TrackedFinding result, Utf8JsonWriter json)
    {
        json.WriteStartArray("fixes");
        json.WriteStartObject();
        WriteText("description", Printable.Text(result.Finding.Help ?? result.Finding.Message), json);
        json.WriteStartArray("artifactChanges");
        json.WriteStartObject();
        WriteArtifact(result.Path, json);
        json.WriteStartArray("replacements");
        json.WriteStartObject();
        WriteRegion("deletedRegion", Region.Of(fix.Span), json);
        WriteText("insertedContent", fix.Text, json);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteLocation(TrackedFinding result, Utf8JsonWriter json)
    {
        json.WriteStartArray("locations");
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        WriteArtifact(result.Path, json);
        WriteRegion("region", Region.Of(result.Finding.Span), json);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteArtifact(string path, Utf8JsonWriter json)
    {
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", ReportPath.Uri(path));
        json.WriteEndObject();
    }

    private static void WriteRegion(string name, Region region, Utf8JsonWriter json)
    {
        json.WriteStartObject(name);
        json.WriteNumber("startLine", region.Line);
        json.WriteNumber("startColumn", region.Column);
        json.WriteNumber("endLine", region.Line);
        json.WriteNumber("endColumn", region.EndColumn);
        json.WriteEndObject();
    }

    private static void WriteText(string name, string text, Utf8JsonWriter json)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    private static string Level(Severity severity) => severity == Severity.Info ? "note" : FindingWords.Of(severity);
}

using System.Diagnostics;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Tests.Papers;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Hostile;

/// <summary>What is too large, or grows beyond measure, ends at once, with one finding that says so.</summary>
public sealed partial class HostileInputTests
{
    /// <summary>Tells a hang from a busy machine; the page has what each takes.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    private const string Page = "docs/limits.md";

    public static TheoryData<string> Inputs => [.. HostileInputs.All.Select(i => i.What)];

    [Theory]
    [MemberData(nameof(Inputs))]
    public void ends_soon_with_a_clear_finding(string what)
    {
        var input = HostileInputs.All.Single(i => i.What == what);
        var watch = Stopwatch.StartNew();
        var ran = Tool.RunWith(input.Yaml, "lint", "-", "--format", "json");
        Assert.True(watch.Elapsed < Longest, $"{watch.Elapsed}");
        Assert.Equal(input.Code, ran.Code);
        var rules = Rule().Matches(ran.Out).Select(m => m.Groups[1].Value).ToList();
        if (input.Rule.Length == 0) Assert.Contains("16 MB", ran.Error, StringComparison.Ordinal);
        else if (input is { Rule: Limits.Rule, Code: 2 }) Assert.Equal([input.Rule], rules);
        else Assert.Contains(input.Rule, rules);
        Assert.InRange(rules.Count, 0, Limits.Findings + 1);
    }

    [Fact]
    public void names_the_limits()
    {
        var rows = new StringBuilder("| limit | of |\n| --- | --- |\n");
        foreach (var field in typeof(Limits).GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.FieldType == typeof(int)))
            rows.Append("| ").Append(Limits.Count((int)field.GetRawConstantValue()!)).Append(" | ").Append(Words[field.Name]).Append(" |\n");
        Paper.CheckPart(Page, "limits", rows.ToString());
    }

    private static readonly Dictionary<string, string> Words = new()
    {
        [nameof(Limits.Bytes)] = "bytes of all files of an inventory",
        [nameof(Limits.Nodes)] = "keys and values of all files",
        [nameof(Limits.Hosts)] = "hosts, and hosts of one range",
        [nameof(Limits.Datacenters)] = "datacenters",
        [nameof(Limits.Servers)] = "servers of all datacenters",
        [nameof(Limits.ServiceFiles)] = "services, each counted at each host that has or inherits it",
        [nameof(Limits.ScrapeTargets)] = "scrape jobs of Prometheus, each counted at each server",
        [nameof(Limits.ExpandedText)] = "characters that placeholders make, of all hosts",
        [nameof(Limits.ExpandedValues)] = "values of a list or mapping that one placeholder stands for",
        [nameof(Limits.SettingsText)] = "characters in settings, inherited ones and the servers to join counted at each host",
        [nameof(Limits.Traits)] = "traits",
        [nameof(Limits.TraitLevels)] = "traits at the levels that take them, each with those that it takes itself",
        [nameof(Limits.InheritedValues)] = "values that levels inherit in mappings of which they, or traits that they take, set something",
        [nameof(Limits.RiskHosts)] = "hosts that `risks` name",
        [nameof(Limits.Findings)] = "findings that are shown",
    };

    /// <summary>Measures what the page shows, where <c>CONSULGEN_ACCEPT</c> is set; elsewhere the page has only to name each input.</summary>
    [Fact]
    public void the_page_has_the_figures_of_each()
    {
        if (Repository.Accepts) Paper.CheckPart(Page, "hostile", HostileTable.Measure());
        var shown = Row().Matches(Paper.Text(Page)).Select(m => m.Groups[1].Value);
        Assert.Equal(HostileInputs.All.Select(i => i.What), shown);
    }

    [GeneratedRegex("\"rule\": *\"([a-z0-9-]+)\"")]
    private static partial Regex Rule();

    [GeneratedRegex(@"^\| ([^|]+) \| [0-9,]+ \| [0-9]+ \| [0-9.]+ \| [0-9]+ \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}

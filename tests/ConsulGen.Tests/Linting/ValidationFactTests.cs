using System.Globalization;
using System.Text.RegularExpressions;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Linting;

/// <summary>
/// What Consul checks when it reads its configuration or starts, and which rule reports it before: <c>validation-facts.tsv</c>.
/// </summary>
public sealed class ValidationFactTests
{
    private static readonly IReadOnlyList<string[]> Rows =
        [.. File.ReadLines(Repository.PathOf("tests/ConsulGen.Tests/Linting/validation-facts.tsv")).Where(l => l.Length > 0 && l[0] != '#')
            .Select(l => l.Split('\t'))];

    public static TheoryData<string> Ids => [.. Rows.Select(r => r[0])];

    public static TheoryData<string> IdsWithRules => [.. Rows.Where(r => r[2] != "-").Select(r => r[0])];

    [Theory]
    [MemberData(nameof(Ids))]
    public void a_check_has_a_rule_or_a_reason_to_have_none(string id)
    {
        var row = Rows.Single(r => r[0] == id);

        Assert.Equal(5, row.Length);
        Assert.InRange(row[1].Length, 10, 110);
        Assert.True(row[2] == "-" ? row[3].Length > 10 : row[3] == "-", "either rules or a reason");
        Assert.False(row[3].StartsWith("open", StringComparison.Ordinal), "a rule is missing");
        Assert.Equal(row[2] == "-", row[4] == "-");
    }

    /// <summary>In the row's own example, or in the bad one of the rule's page.</summary>
    [Theory]
    [MemberData(nameof(IdsWithRules))]
    public void the_rule_of_a_check_reports_it(string id)
    {
        var row = Rows.Single(r => r[0] == id);

        Assert.All(
            row[2].Split(' '),
            rule => Assert.Contains(rule, Inputs.Compile(row[4] == "page" ? RulePage.Of(rule).Bad : Inventory(row[4])).Findings.Select(f => f.Rule)));
    }

    /// <summary>What an example does not say of the version and the hosts, so that it says no more than what is checked.</summary>
    private static string Inventory(string example)
    {
        const string hosts = "{ dc1: { servers: { hosts: { \"s[1:3]\": { address: \"10.0.0.[1:3]\" } } }, clients: { hosts: { c: { address: 10.0.1.1 } } } } }";
        var version = example.Contains("consul: { version: ", StringComparison.Ordinal) ? "" : "consul: { version: 1.21.4 }, ";
        var datacenters = example.StartsWith("datacenters: ", StringComparison.Ordinal) ? "" : $", datacenters: {hosts}";
        return $"{{ {version}{example}{datacenters} }}";
    }

    [Fact]
    public void every_area_is_numbered_without_a_gap()
    {
        var areas = Rows.Select(r => Regex.Match(r[0], "^([A-Z])([1-9][0-9]*)$")).GroupBy(m => m.Groups[1].Value, StringComparer.Ordinal).ToList();

        Assert.Equal(["P", "I", "B", "A", "O", "G", "L", "T", "S", "X"], areas.Select(a => a.Key));
        Assert.All(
            areas,
            area => Assert.Equal(Enumerable.Range(1, area.Count()), area.Select(m => int.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture))));
    }
}

using ConsulGen.Core.Linting.Engine;
using ConsulGen.Core.Planning.Catalog;
using ConsulGen.Tests.Linting;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Planning;

/// <summary>
/// The catalogue of dangerous changes, <c>change-dangers.tsv</c>: each with the dangers that report it, or the rules of lint that see it in
/// the new inventory alone.
/// </summary>
public class ChangeDangerTests
{
    private static readonly (string Id, string Change, string[] Rules)[] Rows =
        [.. File.ReadAllLines(Repository.PathOf("tests/ConsulGen.Tests/Planning/change-dangers.tsv")).Select(l => l.Split('\t'))
            .Select(c => (c[0], c[1], c[2].Split(' ')))];

    [Fact]
    public void the_rows_are_numbered_without_a_gap() =>
        Assert.Equal(Enumerable.Range(1, Rows.Length).Select(i => FormattableString.Invariant($"C{i}")), Rows.Select(r => r.Id));

    public static TheoryData<string> Ids => [.. Rows.Select(r => r.Id)];

    /// <summary>In the change that its page shows, or in the inventory, for a rule of lint.</summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public void a_rule_reports_the_change(string id)
    {
        var rules = Rows.Single(r => r.Id == id).Rules;

        Assert.NotEmpty(rules);
        Assert.All(rules, rule => Assert.Contains(rule, Reported(rule)));
    }

    private static IEnumerable<string> Reported(string rule) => RuleCatalog.All.ContainsKey(rule)
        ? Inputs.Compile(RulePage.Of(rule).Bad).Findings.Select(f => f.Rule)
        : DangerPage.Plan(DangerPage.Of(rule).Old, DangerPage.Of(rule).New).Dangers.Select(d => d.Rule);

    [Fact]
    public void every_danger_has_a_change() => Assert.Empty(DangerCatalog.All.Keys.Except(Rows.SelectMany(r => r.Rules)));
}

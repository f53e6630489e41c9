using ConsulGen.Core.Linting;
using ConsulGen.Core.Planning.Dangers;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Planning;

/// <summary>
/// The catalogue of dangerous changes, <c>change-dangers.tsv</c>: each with the dangers that report it, or the rules of lint that see it in
/// the new inventory alone.
/// </summary>
public class ChangeDangerTests
{
    private static readonly (string Id, string Change, string[] Rules)[] Rows =
        [.. File.ReadAllLines(Repository.PathOf("tests/ConsulGen.Tests/Planning/change-dangers.tsv")).Select(l => l.Split('\t')).Select(c => (c[0], c[1], c[2].Split(' ')))];

    [Fact]
    public void the_rows_are_numbered_without_a_gap() => Assert.Equal(Enumerable.Range(1, 44).Select(i => FormattableString.Invariant($"C{i}")), Rows.Select(r => r.Id));

    [Fact]
    public void every_change_has_a_rule() => Assert.All(Rows, row =>
    {
        Assert.NotEmpty(row.Rules);
        Assert.All(row.Rules, rule => Assert.True(DangerCatalog.All.ContainsKey(rule) || RuleCatalog.All.ContainsKey(rule), $"{row.Id}: there is no {rule}"));
    });

    [Fact]
    public void every_danger_has_a_change() => Assert.Empty(DangerCatalog.All.Keys.Except(Rows.SelectMany(r => r.Rules)));
}

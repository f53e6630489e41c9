using System.Text.RegularExpressions;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Linting.Engine;
using ConsulGen.Core.Text;
using ConsulGen.Tests.Rendering;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Linting;

/// <summary>All that the rules say, in one file: what changes in their words is seen in one difference.</summary>
public sealed partial class WordingTests
{
    private static readonly Lazy<List<Finding>> All = new(() =>
    [
        .. RuleCatalog.All.Keys.Concat(Reports.CaseNames).Select(Reports.Inventory)
            .Concat(Directory.GetFiles(Repository.PathOf("tests/ConsulGen.Tests/Cases/lint"), "inventory.yml", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .Select(File.ReadAllText))
            .SelectMany(yaml => Inputs.Compile(yaml).Findings),
    ]);

    public static TheoryData<string> Rules => [.. RuleCatalog.All.Keys];

    [Fact]
    public void is_as_it_was_reviewed()
    {
        var text = new TextBuilder();
        foreach (var rule in All.Value.GroupBy(f => f.Rule).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            text.Line(rule.Key);
            foreach (var (message, help) in rule
                .Select(f => (f.Message, f.Help))
                .Distinct()
                .OrderBy(w => w.Message, StringComparer.Ordinal)
                .ThenBy(w => w.Help, StringComparer.Ordinal))
            {
                text.Line("  " + message);
                text.Line("    help: " + help);
            }
        }

        Golden.CheckFile(Repository.PathOf("tests/ConsulGen.Tests/Cases/wording.txt"), text.ToString());
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void keeps_the_style(string rule) => Assert.All(All.Value.Where(f => f.Rule == rule), finding =>
    {
        Assert.Matches(Sentence(), finding.Message);
        Assert.DoesNotMatch(EndOfSentence(), finding.Message);
        Assert.False(string.IsNullOrWhiteSpace(finding.Help), $"has no remedy: {finding.Message}");
        Assert.Matches(Remedy(), finding.Help);
        Assert.DoesNotMatch(EndOfSentence(), finding.Help);
    });

    /// <summary>A small letter, a quoted word, or a name that is capital always; one line, no blank at the ends, no period.</summary>
    [GeneratedRegex(@"^(?:[a-z""$]|Consul |DNS |ACLs? |Prometheus )[^\n\r\u0085\u2028\u2029]*[^.\s]$", RegexOptions.CultureInvariant)]
    private static partial Regex Sentence();

    /// <summary>An order, a question after what was meant, or what is allowed.</summary>
    [GeneratedRegex(
        @"^(?:[a-z]+ |did you mean [^\n\r]+\?$|Consul [0-9.]+ spells it |see: |write: |correct it$)[^\n\r\u0085\u2028\u2029]*",
        RegexOptions.CultureInvariant)]
    private static partial Regex Remedy();

    [GeneratedRegex(@"[.!] [A-Z]|[.!\s]$", RegexOptions.CultureInvariant)]
    private static partial Regex EndOfSentence();
}

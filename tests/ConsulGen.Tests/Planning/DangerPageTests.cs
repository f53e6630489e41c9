using System.Text.RegularExpressions;
using ConsulGen.Core.Planning;
using ConsulGen.Core.Planning.Catalog;
using ConsulGen.Core.Planning.Dangers;

namespace ConsulGen.Tests.Planning;

/// <summary>
/// The pages are the dangers' tests: what the change reports, and that the near miss does not. <c>CONSULGEN_ACCEPT=1</c> writes
/// what is reported now into the pages; read the difference before you commit it.
/// </summary>
public sealed partial class DangerPageTests
{
    private static readonly bool Accepts = Environment.GetEnvironmentVariable("CONSULGEN_ACCEPT") == "1";

    public static TheoryData<string> Rules => [.. DangerCatalog.All.Keys];

    [Theory]
    [MemberData(nameof(Rules))]
    public void a_page_has_its_headings_in_order(string rule) => Assert.Equal(
        DangerPage.Headings.Select(h => "## " + h),
        CodeBlock().Replace(DangerPage.Of(rule).Text, "").Split('\n').Where(l => l.StartsWith("## ", StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(Rules))]
    public void a_page_begins_with_what_the_catalogue_says(string rule)
    {
        var danger = DangerCatalog.All[rule];

        Assert.StartsWith(
            $"# {rule}\n\n{DangerPage.Word(danger.Severity)}, since 0.1.0. {danger.Title}.\n\n",
            DangerPage.Of(rule).Text,
            StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void a_page_is_tidy_text(string rule)
    {
        var text = DangerPage.Of(rule).Text;

        Assert.DoesNotContain("\n\n\n", text, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"[\t\r]|[ ]\n|\n\n\z", text);
        Assert.All(CodeBlock().Replace(text, "").Split('\n'), line => Assert.InRange(line.Length, 0, 115));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void the_change_reports_what_the_page_says(string rule)
    {
        var page = DangerPage.Of(rule);
        var plan = DangerPage.Plan(page.Old, page.New);

        var reported = DangerPage.Render(plan, rule);
        if (Accepts) page.Accept(reported);
        else Assert.Equal(page.Reported, reported);

        Assert.Contains(plan.Dangers, d => d.Rule == rule && d.Severity == DangerCatalog.All[rule].Severity);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void the_near_miss_does_not_report_it(string rule)
    {
        var page = DangerPage.Of(rule);

        Assert.Equal("", DangerPage.Render(DangerPage.Plan(page.Old, page.NearMiss), rule));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void no_change_is_no_danger(string rule)
    {
        var page = DangerPage.Of(rule);

        Assert.Equal(Verdict.NoChange, DangerPage.Plan(page.Old, page.Old).Verdict);
        Assert.Equal("", DangerPage.Render(DangerPage.Plan(page.New, page.New), rule));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void messages_keep_the_style(string rule)
    {
        var page = DangerPage.Of(rule);
        Assert.All(DangerPage.Plan(page.Old, page.New).Dangers.Where(d => d.Rule == rule), danger =>
        {
            Assert.NotEmpty(danger.Hosts);
            Assert.True(danger.Span.Exists, "a danger without a place");
            Assert.Matches("^[a-z\"0-9]", danger.Message);
            Assert.All([danger.Message, danger.Help], text =>
            {
                Assert.DoesNotMatch("[\n\r]", text);
                Assert.False(text.EndsWith('.'), $"ends in a period: {text}");
                Assert.Equal(text.Trim(), text);
            });
        });
    }

    [Fact]
    public void every_page_belongs_to_a_danger() => Assert.Equal(
        DangerCatalog.All.Keys,
        DangerPage.Paths.Keys);

    [Fact]
    public void every_danger_is_in_the_catalogue_in_order()
    {
        var classes = typeof(DangerRule).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(DangerRule)) && !t.IsAbstract).Select(t => t.Name);

        Assert.Equal(classes.Order(StringComparer.Ordinal), DangerCatalog.Rules.Select(r => r.GetType().Name));
        Assert.Equal(DangerCatalog.All.Keys, DangerCatalog.Rules.Select(r => r.Name));
    }

    [GeneratedRegex("^```.*?^```$", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex CodeBlock();
}

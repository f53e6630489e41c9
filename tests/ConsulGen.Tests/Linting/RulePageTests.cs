using System.Text.RegularExpressions;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Linting;
using ConsulGen.Core.Linting.Engine;

namespace ConsulGen.Tests.Linting;

/// <summary>
/// The pages are the rules' tests: what a bad example reports, and that the good one reports nothing. <c>CONSULGEN_ACCEPT=1</c>
/// writes what is reported now into the pages; read the difference before you commit it.
/// </summary>
public sealed partial class RulePageTests
{
    private const string NotConfigurable = "None: nothing can be built over it.";

    private static readonly bool Accepts = Environment.GetEnvironmentVariable("CONSULGEN_ACCEPT") == "1";

    public static TheoryData<string> Rules => [.. RuleCatalog.All.Keys];

    public static TheoryData<string> ConfigurableRules => [.. RuleCatalog.All.Values.Where(r => r.IsConfigurable).Select(r => r.Name)];

    [Theory]
    [MemberData(nameof(Rules))]
    public void a_page_has_its_headings_in_order(string rule) => Assert.Equal(
        ["# " + rule, "## What it checks", "## Why it matters", "## Bad", "## Reported", "## Good", "## Options"],
        RulePage.Of(rule).Headings);

    [Theory]
    [MemberData(nameof(Rules))]
    public void a_page_begins_with_what_the_catalogue_says(string rule)
    {
        var descriptor = RuleCatalog.All[rule];

        Assert.Equal(
            ["# " + rule, "", $"{RulePage.Word(descriptor.Severity)}, since 0.1.0. {descriptor.Title}.", "", "## What it checks"],
            RulePage.Of(rule).Lines.Take(5));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void a_page_is_tidy_text(string rule)
    {
        var page = RulePage.Of(rule);

        Assert.EndsWith("\n", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("\n\n\n", page.Text, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"[\t\r]|[ ]\n|\n\n\z", page.Text);
        Assert.All(["What it checks", "Why it matters", "Options"], heading =>
        {
            Assert.NotEqual("", page.Section(heading).Trim());
            Assert.All(page.Section(heading).Split('\n'), line => Assert.InRange(line.Length, 0, 110));
        });
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void the_program_holds_the_page(string rule)
    {
        if (!Accepts) Assert.Equal(RulePage.Of(rule).Text, RuleCatalog.Page(rule));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void the_bad_example_reports_what_the_page_says(string rule)
    {
        var page = RulePage.Of(rule);
        var compilation = RulePage.Compile(page.Bad);

        var reported = RulePage.Render(compilation.Findings);
        if (Accepts) page.Accept(reported);
        else Assert.Equal(page.Reported, reported);

        Assert.NotEmpty(compilation.Findings);
        Assert.True(compilation.Findings.All(f => f.Rule == rule), "other rules report too:\n" + reported);
        Assert.All(compilation.Findings, f => Assert.Equal(RuleCatalog.All[rule].Severity, f.Severity));
        Assert.Equal(compilation.HasErrors, compilation.Build() is null);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void the_good_example_reports_nothing_and_gives_a_bundle(string rule)
    {
        var compilation = RulePage.Compile(RulePage.Of(rule).Good);

        Assert.Equal("", RulePage.Render(compilation.Findings));
        Assert.NotNull(compilation.Build());
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void a_page_says_whether_its_rule_can_be_ignored(string rule)
    {
        var options = RulePage.Of(rule).Section("Options");

        if (RuleCatalog.All[rule].IsConfigurable) Assert.Contains($"  ignore: {{ {rule}: \"", options, StringComparison.Ordinal);
        else Assert.Contains(NotConfigurable, options, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(ConfigurableRules))]
    public void a_rule_can_be_ignored_with_a_reason(string rule)
    {
        var compilation = RulePage.Compile(RulePage.Of(rule).BadWith("ignore", rule, "tried here"));

        Assert.Equal("", RulePage.Render(compilation.Findings));
        Assert.NotNull(compilation.Build());
    }

    [Theory]
    [MemberData(nameof(ConfigurableRules))]
    public void a_rule_can_be_given_another_severity(string rule)
    {
        var severity = RuleCatalog.All[rule].Severity == Severity.Error ? Severity.Info : Severity.Error;
        var compilation = RulePage.Compile(RulePage.Of(rule).BadWith("severity", rule, RulePage.Word(severity)));

        Assert.NotEmpty(compilation.Findings);
        Assert.All(compilation.Findings, f => Assert.Equal((rule, severity), (f.Rule, f.Severity)));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void messages_keep_the_style(string rule) => Assert.All(RulePage.Compile(RulePage.Of(rule).Bad).Findings, finding =>
    {
        Assert.Matches(SentenceStart(), finding.Message);
        Assert.False(JudgesOnly(finding.Message), $"says that something is wrong, but not what was expected: {finding.Message}");
        Assert.All([finding.Message, finding.Help ?? ""], text =>
        {
            Assert.DoesNotMatch(LineEnd(), text);
            Assert.False(text.EndsWith('.'), $"ends in a period: {text}");
            Assert.Equal(text.Trim(), text);
        });
    });

    [Fact]
    public void every_page_belongs_to_a_rule()
    {
        var embedded = typeof(RuleCatalog).Assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith("rules/", StringComparison.Ordinal))
            .Select(n => n["rules/".Length..^".md".Length]);
        var files = RulePage.Paths.Keys;

        Assert.Equal(RuleCatalog.All.Keys, embedded.Order(StringComparer.Ordinal));
        Assert.Equal(RuleCatalog.All.Keys, files.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void every_rule_class_is_in_the_catalogue()
    {
        var classes = typeof(LintRule).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(LintRule)) && !t.IsAbstract).Select(t => t.Name);

        Assert.Equal(classes.Order(StringComparer.Ordinal), RuleCatalog.Rules.Select(r => r.GetType().Name));
    }

    private static bool JudgesOnly(string message) => Judgement().IsMatch(message) && !message.Contains("expected", StringComparison.Ordinal);

    /// <summary>A small letter, a quoted name, or Consul's own name, which is always capital.</summary>
    [GeneratedRegex("^([a-z\"]|Consul )", RegexOptions.CultureInvariant)]
    private static partial Regex SentenceStart();

    [GeneratedRegex(@"\b(invalid|bad|wrong)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Judgement();

    // Also what other programs take for one.
    [GeneratedRegex("[\n\r\u0085\u2028\u2029]", RegexOptions.CultureInvariant)]
    private static partial Regex LineEnd();
}

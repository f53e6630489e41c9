using System.Text.RegularExpressions;
using ConsulGen.Core;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Linting;

/// <summary>The page of a rule as it stands in the repository: <c>&lt;name&gt;.md</c> beside its class in <c>Linting/Rules</c>.</summary>
internal sealed partial class RulePage(string path) : ExamplePage(path)
{
    private const string FileName = "inventory.yml";

    /// <summary>By rule, where its page stands in the repository.</summary>
    public static SortedDictionary<string, string> Paths { get; } = Below("src/ConsulGen.Core/Linting/Rules");

    public string[] Lines => Text.Split('\n');

    /// <summary>The headings, without those that are comments of a code block.</summary>
    public IEnumerable<string> Headings => CodeBlock().Replace(Text, "").Split('\n').Where(l => l.StartsWith('#'));

    public string Bad => Block("Bad", "yaml");

    public string Good => Block("Good", "yaml");

    public static RulePage Of(string rule)
    {
        Assert.True(Paths.TryGetValue(rule, out var path), $"the rule has no page: {rule}");
        return new RulePage(Repository.PathOf(path));
    }

    public static Compilation Compile(string yaml) => Compilation.Run([new SourceText(FileName, yaml)], "inventory");

    /// <summary>Findings as the pages show them: without the path.</summary>
    public static string Render(IEnumerable<Finding> findings)
    {
        var text = new TextBuilder();
        foreach (var finding in findings)
        {
            text.Line(FormattableString.Invariant($"{finding.Span.Line}:{finding.Span.Column}: {Word(finding.Severity)} {finding.Rule}: {finding.Message}"));
            if (finding.Help is not null) text.Line("  help: " + finding.Help);
        }

        return text.ToString();
    }

    public static string Word(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "info",
    };

    /// <summary>
    /// The bad example with one more setting of <c>lint</c>. An example that ignores another rule has that as its last lines, one
    /// line for each rule; one of a rule that is off has there what switches it on.
    /// </summary>
    public string BadWith(string setting, string rule, string value)
    {
        if (Bad.IndexOf($"  severity: {{ {rule}: ", StringComparison.Ordinal) is >= 0 and var on)
            return setting == "ignore" ? $"{Bad}  ignore: {{ {rule}: {value} }}\n" : $"{Bad[..on]}  severity: {{ {rule}: {value} }}\n";
        if (!Bad.Contains("\nlint:\n  ignore:\n", StringComparison.Ordinal)) return $"{Bad}\nlint:\n  {setting}: {{ {rule}: {value} }}\n";
        return setting == "ignore" ? $"{Bad}    {rule}: {value}\n" : $"{Bad}  {setting}: {{ {rule}: {value} }}\n";
    }

    [GeneratedRegex("^```.*?^```$", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex CodeBlock();
}

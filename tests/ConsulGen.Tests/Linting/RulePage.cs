using System.Text.RegularExpressions;
using ConsulGen.Core;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;

namespace ConsulGen.Tests.Linting;

/// <summary>The page of a rule as it stands in the repository: <c>Linting/Rules/&lt;name&gt;.md</c>.</summary>
internal sealed partial class RulePage
{
    private const string FileName = "inventory.yml";

    private readonly string _path;

    private RulePage(string path, string text)
    {
        _path = path;
        Text = text;
    }

    /// <summary>The folder of all pages.</summary>
    public static string Folder { get; } = Path.Combine(RepositoryRoot(), "src", "ConsulGen.Core", "Linting", "Rules");

    public string Text { get; }

    public string[] Lines => Text.Split('\n');

    /// <summary>The headings, without those that are comments of a code block.</summary>
    public IEnumerable<string> Headings => CodeBlock().Replace(Text, "").Split('\n').Where(l => l.StartsWith('#'));

    public string Bad => Block("Bad", "yaml");

    public string Good => Block("Good", "yaml");

    public string Reported => Block("Reported", "text");

    public static RulePage Of(string rule)
    {
        var path = Path.Combine(Folder, rule + ".md");
        Assert.True(File.Exists(path), $"the rule has no page: {path}");
        return new RulePage(path, File.ReadAllText(path));
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
    /// line for each rule.
    /// </summary>
    public string BadWith(string setting, string rule, string value)
    {
        if (!Bad.Contains("\nlint:\n  ignore:\n", StringComparison.Ordinal)) return $"{Bad}\nlint:\n  {setting}: {{ {rule}: {value} }}\n";
        return setting == "ignore" ? $"{Bad}    {rule}: {value}\n" : $"{Bad}  {setting}: {{ {rule}: {value} }}\n";
    }

    /// <summary>What stands below a heading, up to the next one.</summary>
    public string Section(string heading)
    {
        var start = Text.IndexOf($"\n## {heading}\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"{_path} has no section \"{heading}\"");
        start += heading.Length + 5;
        var end = Text.IndexOf("\n## ", start, StringComparison.Ordinal);
        return end < 0 ? Text[start..] : Text[start..(end + 1)];
    }

    /// <summary>Writes another text into the section "Reported".</summary>
    public void Accept(string reported)
    {
        var old = Section("Reported");
        File.WriteAllText(_path, Text.Replace("## Reported\n" + old, $"## Reported\n```text\n{reported}```\n\n", StringComparison.Ordinal));
    }

    /// <summary>The only block of a section; nothing else stands there.</summary>
    private string Block(string heading, string language)
    {
        var section = Section(heading).Trim('\n') + "\n";
        Assert.StartsWith($"```{language}\n", section, StringComparison.Ordinal);
        Assert.EndsWith("```\n", section, StringComparison.Ordinal);
        var block = section[(language.Length + 4)..^4];
        Assert.DoesNotContain("```", block, StringComparison.Ordinal);
        return block;
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ConsulGen.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("the tests do not run inside the repository");
    }

    [GeneratedRegex("^```.*?^```$", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex CodeBlock();
}

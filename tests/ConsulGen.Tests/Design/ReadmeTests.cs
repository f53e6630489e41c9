using System.Text;
using System.Text.RegularExpressions;
using ConsulGen.Cli.Rendering;
using ConsulGen.Cli.Rendering.Plans;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Linting;
using ConsulGen.Core.Planning.Dangers;
using ConsulGen.Tests.Linting;
using ConsulGen.Tests.Planning;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Design;

/// <summary>README shows what really happens: its files are written, its commands run, its table made from the catalogue.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string FilePath = Repository.PathOf("README.md");

    [Fact]
    public void shows_what_its_commands_print()
    {
        var readme = File.ReadAllText(FilePath);
        using var scratch = new ScratchFolder();
        var shown = Block().Replace(readme, block =>
        {
            var (kind, name, text) = (block.Groups["kind"].Value, block.Groups["name"].Value, block.Groups["text"].Value);
            if (kind == "yaml" && name.Length > 0) scratch.Write(name, text);
            return kind == "console" ? $"```console\n{Run(text, scratch.Path)}```" : block.Value;
        });
        Golden.CheckFile(FilePath, shown);
    }

    [Fact]
    public void lists_the_rules()
    {
        var rows = RuleCatalog.All.Values.Select(r => $"| [{r.Name}]({RulePage.Paths[r.Name]}) | {FindingWords.Of(r.Severity)} | {r.Title} |\n");
        var table = "| rule | severity | |\n| --- | --- | --- |\n" + string.Concat(rows);
        Golden.CheckFile(FilePath, Rules().Replace(File.ReadAllText(FilePath), $"<!-- rules: made by the tests -->\n{table}<!-- /rules -->"));
    }

    [Fact]
    public void lists_the_dangers()
    {
        var rows = DangerCatalog.Rules.Select(r => $"| [{r.Name}]({DangerPage.Paths[r.Name]}) | {PlanWords.Of(r.Severity)} | {r.Title} |\n");
        var table = "| danger | at worst | |\n| --- | --- | --- |\n" + string.Concat(rows);
        Golden.CheckFile(FilePath, Dangers().Replace(File.ReadAllText(FilePath), $"<!-- dangers: made by the tests -->\n{table}<!-- /dangers -->"));
    }

    [Fact]
    public void lists_what_the_profiles_change()
    {
        var rows = ProfileCatalog.Rows.Select(r => $"| {r.Rule} | {Cell(r.Dev)} | {FindingWords.Of(RuleCatalog.All[r.Rule].Severity)} | {Cell(r.Production)} |\n");
        var table = "| rule | dev | default | production |\n| --- | --- | --- | --- |\n" + string.Concat(rows);
        Golden.CheckFile(FilePath, Profiles().Replace(File.ReadAllText(FilePath), $"<!-- profiles: made by the tests -->\n{table}<!-- /profiles -->"));

        static string Cell(Severity? severity) => severity is { } other ? FindingWords.Of(other) : "";
    }

    [Fact]
    public void links_lead_somewhere() =>
        Assert.All(Link().Matches(File.ReadAllText(FilePath)).Select(m => m.Groups[1].Value), link => Assert.True(Path.Exists(Repository.PathOf(link)), link));

    /// <summary>The commands of a block with what they print now.</summary>
    private static string Run(string block, string folder)
    {
        var text = new StringBuilder();
        foreach (var command in block.Split('\n').Where(line => line.StartsWith("$ ", StringComparison.Ordinal)))
        {
            var words = command[2..].Split(' ');
            var ran = words[0] == "consulgen"
                ? Support.Run.Program("dotnet", ["exec", Path.Join(AppContext.BaseDirectory, "consulgen.dll"), .. words[1..]], "", folder)
                : Support.Run.Program(words[0], words[1..], "", folder);
            text.Append(command).Append('\n').Append(ran.Out).Append(ran.Error);
        }

        return text.ToString();
    }

    [GeneratedRegex("^```(?<kind>[a-z]+)(?: (?<name>[a-z.]+))?\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("<!-- rules: made by the tests -->.*<!-- /rules -->", RegexOptions.Singleline)]
    private static partial Regex Rules();

    [GeneratedRegex("<!-- dangers: made by the tests -->.*<!-- /dangers -->", RegexOptions.Singleline)]
    private static partial Regex Dangers();

    [GeneratedRegex("<!-- profiles: made by the tests -->.*<!-- /profiles -->", RegexOptions.Singleline)]
    private static partial Regex Profiles();

    [GeneratedRegex(@"\]\(([^)]+)\)")]
    private static partial Regex Link();
}

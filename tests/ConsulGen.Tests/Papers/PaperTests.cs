using System.Text;
using System.Text.RegularExpressions;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Papers;

/// <summary>The pages show what really happens: their files are written, their commands run, their links lead somewhere.</summary>
[Collection(InAFolder.Name)]
public sealed partial class PaperTests
{
    public static TheoryData<string> Pages => [.. Paper.All];

    [Theory]
    [MemberData(nameof(Pages))]
    public void shows_what_its_commands_print(string page)
    {
        using var scratch = new ScratchFolder();
        var shown = Block().Replace(Paper.Text(page), block =>
        {
            var (kind, name, text) = (block.Groups["kind"].Value, block.Groups["name"].Value, block.Groups["text"].Value);
            if (name.Length > 0) scratch.Write(name, text);
            return kind == "console" ? $"```console\n{Run(text, scratch.Path)}```" : block.Value;
        });
        Golden.CheckFile(Repository.PathOf(page), shown);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void its_links_lead_somewhere(string page)
    {
        var folder = Path.GetDirectoryName(Repository.PathOf(page)) ?? Repository.Root;
        var dead = Link().Matches(Paper.Text(page)).Select(m => m.Groups[1].Value).Where(l => !l.Contains("://", StringComparison.Ordinal))
            .Where(link => !Path.Exists(Path.Join(folder, link.Split('#')[0])));
        Assert.Empty(dead);
    }

    [Fact]
    public void readme_is_short() => Assert.InRange(Encoding.UTF8.GetByteCount(Paper.Text("README.md")), 1, 12_000);

    [Fact]
    public void readme_leads_to_every_page()
    {
        var readme = Paper.Text("README.md");
        Assert.All(Paper.All.Where(p => p != "README.md"), page => Assert.Contains($"]({page})", readme, StringComparison.Ordinal));
    }

    /// <summary>What a newcomer types first; the tests themselves are the second command's run.</summary>
    [Fact]
    public void readmes_first_commands_work()
    {
        using var scratch = new ScratchFolder();
        var commands = Block().Matches(Paper.Text("README.md")).First(b => b.Groups["kind"].Value == "sh").Groups["text"].Value.TrimEnd().Split('\n');
        Assert.Equal(2, commands.Length);
        Assert.Equal("dotnet test", commands[1]);
        var words = commands[0].Split(' ');
        Assert.Equal(["dotnet", "run", "--project"], words[..3]);
        Assert.NotEmpty(Directory.GetFiles(Repository.PathOf(words[3]), "*.csproj"));
        scratch.Write(words[6], Paper.Text(words[6]));
        var ran = InAFolder.Run(scratch.Path, words[5..]);
        Assert.Equal(0, ran.Code);
        Assert.NotEmpty(Directory.GetFiles(scratch.Path, "manifest.json", SearchOption.AllDirectories));
    }

    /// <summary>The commands of a block with what they print now.</summary>
    private static string Run(string block, string folder)
    {
        var text = new StringBuilder();
        foreach (var command in block.Split('\n').Where(line => line.StartsWith("$ ", StringComparison.Ordinal)))
        {
            var words = command[2..].Split(' ');
            text.Append(command).Append('\n');
            if (words[0] == "consulgen")
            {
                var ran = InAFolder.Run(folder, words[1..]);
                text.Append(ran.Out).Append(ran.Error);
            }
            else
            {
                var ran = Support.Run.Program(words[0], words[1..], folder: folder);
                text.Append(ran.Out).Append(ran.Error);
            }
        }

        return text.ToString();
    }

    [GeneratedRegex("^```(?<kind>[a-z]+)(?: (?<name>[a-z.]+))?\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"\]\(([^)]+)\)")]
    private static partial Regex Link();
}

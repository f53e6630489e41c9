using System.Globalization;
using ConsulGen.Cli.Rendering;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Rendering;

/// <summary>The commands, read as the runner of GitHub Actions reads the lines of a log.</summary>
public class GitHubTests
{
    public static TheoryData<string> Inventories => [.. Reports.Names];

    [Theory]
    [MemberData(nameof(Inventories))]
    public void each_line_is_a_command(string name)
    {
        var commands = Reports.Of(name, "github").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse).ToList();
        Assert.All(commands, command =>
        {
            Assert.Equal(["file", "line", "col", "endLine", "endColumn", "title"], command.Properties.Select(p => p.Key));
            Assert.Equal("<stdin>", command["file"]);
            Assert.Equal(command["line"], command["endLine"]);
            Assert.InRange(
                int.Parse(command["endColumn"], CultureInfo.InvariantCulture),
                int.Parse(command["col"], CultureInfo.InvariantCulture),
                int.MaxValue);
        });
        Assert.Equal(
            Reports.Findings(name),
            commands.Select(c => new Reports.Reported(
                c.Name == "notice" ? "info" : c.Name,
                c["title"],
                int.Parse(c["line"], CultureInfo.InvariantCulture),
                int.Parse(c["col"], CultureInfo.InvariantCulture))));
    }

    [Fact]
    public void hostile_texts_come_through() =>
        Assert.All(Nasty.Texts(2000).Append("%0A").Append("%25").Append("::error::x").Append("a,line=9::b"), text =>
        {
            var command = Parse($"::error file={GitHubFormat.Property(text)},title=t::{GitHubFormat.Data(text)}");
            Assert.Equal(("error", text, "t", text), (command.Name, command["file"], command["title"], command.Message));
        });

    [Fact]
    public void a_hostile_inventory_gives_no_further_command()
    {
        var source = new SourceText("./a,line=1::b%0A\r\n::stop-commands::x/i.yml", "x: 1\n");
        var command = Parse(GitHubFormat.Command(new Finding(
            "unknown-key",
            Severity.Warning,
            new SourceSpan(source, 1, 1, 1),
            "a\n::error::b%0A",
            "c\r\n::debug::d")));
        Assert.Equal(("warning", "a,line=1::b%0A??::stop-commands::x/i.yml"), (command.Name, command["file"]));
        Assert.Equal("a?::error::b%0A\nhelp: c??::debug::d", command.Message);
    }

    [Fact]
    public void without_a_place_there_is_no_file() =>
        Assert.Equal(
            "::notice title=no-servers::nothing::here",
            GitHubFormat.Command(new Finding("no-servers", Severity.Info, SourceSpan.None, "nothing::here")));

    /// <summary>As actions/runner does it (ActionCommand.TryParseV2): the percent sign comes last.</summary>
    private static RunnerCommand Parse(string line)
    {
        Assert.DoesNotContain('\n', line);
        Assert.DoesNotContain('\r', line);
        Assert.StartsWith("::", line, StringComparison.Ordinal);
        var end = line.IndexOf("::", 2, StringComparison.Ordinal);
        var head = line[2..end].Split(' ', 2);
        var properties = head[1].Split(',')
            .Select(p => p.Split('=', 2))
            .Select(p => KeyValuePair.Create(p[0], Unescape(p[1], "%0D", "\r", "%0A", "\n", "%3A", ":", "%2C", ",", "%25", "%")));
        return new RunnerCommand(head[0], [.. properties], Unescape(line[(end + 2)..], "%0D", "\r", "%0A", "\n", "%25", "%"));
    }

    private static string Unescape(string text, params string[] pairs)
    {
        for (var i = 0; i < pairs.Length; i += 2) text = text.Replace(pairs[i], pairs[i + 1], StringComparison.Ordinal);
        return text;
    }

    private sealed record RunnerCommand(string Name, List<KeyValuePair<string, string>> Properties, string Message)
    {
        public string this[string key] => Properties.Single(p => p.Key == key).Value;
    }
}

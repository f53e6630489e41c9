using System.Text.Json.Nodes;
using ConsulGen.Core.Text;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Commands;

/// <summary>
/// Clusters as data: a folder <c>Cases/drift/CASE</c> has an inventory, what real clusters of Consul 1.10.11 and 1.8.4 said (the tables and
/// the JSON of the API), the command lines in <c>commands.txt</c>, and what each of them answers.
/// </summary>
public class DriftTests
{
    private static string CasesFolder { get; } = Repository.PathOf("tests/ConsulGen.Tests/Cases/drift");

    public static TheoryData<string> Cases => [.. Directory.GetDirectories(CasesFolder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void answers(string name)
    {
        var folder = Path.Join(CasesFolder, name);
        var text = new TextBuilder();
        foreach (var command in File.ReadAllLines(folder + "/commands.txt"))
        {
            var words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(w => w.Replace("@", folder + "/", StringComparison.Ordinal));
            var result = Tool.Run(["drift", folder + "/inventory.yml", .. words]);
            text.Line($"$ consulgen drift inventory.yml {command}".TrimEnd()).Append((result.Out + result.Error).Replace(
                folder + "/",
                "",
                StringComparison.Ordinal));
            text.Line(FormattableString.Invariant($"exit code {result.Code}")).Line();
            if (command.EndsWith("--format json", StringComparison.Ordinal) && result.Code != 2) Assert.NotNull(JsonNode.Parse(result.Out)?["differences"]);
        }

        Golden.CheckFile(folder + "/expected.txt", text.ToString());
    }

    [ConsumerFact("shellcheck")]
    public void shellcheck_has_nothing_to_say_of_what_captures()
    {
        var ran = Run.Program("shellcheck", [Repository.PathOf("src/ConsulGen.Core/Emitters/Capture/capture.sh")]);
        Assert.True(ran.ExitCode == 0, ran.Out);
    }
}

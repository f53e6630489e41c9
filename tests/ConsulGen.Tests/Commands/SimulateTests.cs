using System.Text.Json.Nodes;
using ConsulGen.Core.Text;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Commands;

/// <summary>
/// Simulations as data: a folder <c>Cases/simulate/CASE</c> has an inventory, the command lines in <c>commands.txt</c>, and what each
/// of them answers.
/// </summary>
public class SimulateTests
{
    private static string CasesFolder { get; } = Repository.PathOf("tests/ConsulGen.Tests/Cases/simulate");

    public static TheoryData<string> Cases => [.. Directory.GetDirectories(CasesFolder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void answers(string name)
    {
        var folder = Path.Join(CasesFolder, name);
        var text = new TextBuilder();
        foreach (var command in File.ReadAllLines(folder + "/commands.txt"))
        {
            var result = Tool.Run(["simulate", folder + "/inventory.yml", .. command.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
            text.Line($"$ consulgen simulate inventory.yml {command}".TrimEnd()).Append((result.Out + result.Error).Replace(
                folder + "/",
                "",
                StringComparison.Ordinal));
            text.Line(FormattableString.Invariant($"exit code {result.Code}")).Line();
            if (command.EndsWith("json", StringComparison.Ordinal) && result.Code != 2) Assert.NotNull(JsonNode.Parse(result.Out)?["datacenters"]);
        }

        Golden.CheckFile(folder + "/expected.txt", text.ToString());
    }

    [Fact]
    public void the_inventory_may_come_from_standard_input_and_after_the_failures()
    {
        var inventory = File.ReadAllText(Path.Join(CasesFolder, "zones/inventory.yml"));
        var first = Tool.RunWith(inventory, "simulate", "-", "--fail", "zone=b");
        Assert.Equal(0, first.Code);
        Assert.Equal(first, Tool.RunWith(inventory, "simulate", "--fail", "zone=b", "-"));
        Assert.Equal(first, Tool.RunWith(inventory, "simulate", "--fail=zone=b;", "-"));
    }
}

using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Commands;

/// <summary>An inventory of which no topology can be made, to the verbs that only look at one.</summary>
public class UnusableInventoryTests
{
    private const string Inventory = "datacenters: [\n";

    [Theory]
    [InlineData("inspect", "-")]
    [InlineData("simulate", "-")]
    [InlineData("drift", "-", "--members", "/dev/null")]
    public void its_findings_are_the_output(params string[] command)
    {
        var ran = Tool.RunWith(Inventory, command);
        Assert.Equal(2, ran.Code);
        Assert.StartsWith("<stdin>:2:1: error yaml-syntax: ", ran.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void a_picture_for_another_program_is_not_mixed_with_them()
    {
        var ran = Tool.RunWith(Inventory, "graph", "-");
        Assert.Equal((2, ""), (ran.Code, ran.Out));
        Assert.StartsWith("<stdin>:2:1: error yaml-syntax: ", ran.Error, StringComparison.Ordinal);
    }
}

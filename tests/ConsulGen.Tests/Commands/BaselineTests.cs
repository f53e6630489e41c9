using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Commands;

public sealed class BaselineTests : IDisposable
{
    private const string Old =
        "consul: { version: 1.21.4 }\ndatacenters: { dc1: { servers: { hosts: { a: { address: 10.0.0.1 }, b: { address: 10.0.0.2 } } } } }\n";

    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    private string[] Lint(params string[] more) => ["lint", _scratch["x.yml"], "--baseline", _scratch["base.json"], .. more];

    [Fact]
    public void lets_the_gate_stand_over_an_old_repository()
    {
        _scratch.Write("x.yml", Old);
        Assert.Equal(1, Tool.Run("lint", _scratch["x.yml"]).Code);
        Assert.Equal(0, Tool.Run(Lint("--write-baseline")).Code);
        var result = Tool.Run(Lint());
        Assert.Equal((0, "", ""), (result.Code, result.Out, result.Error));
    }

    [Fact]
    public void a_finding_that_moves_is_the_same_and_one_more_is_reported()
    {
        _scratch.Write("x.yml", Old);
        Tool.Run(Lint("--write-baseline"));
        _scratch.Write("x.yml", "# a line\n\n" + Old);
        Assert.Equal((0, ""), (Tool.Run(Lint()).Code, Tool.Run(Lint()).Out));
        _scratch.Write("x.yml", "agent: { bind_adr: x }\n" + Old);
        var result = Tool.Run(Lint());
        Assert.Equal(1, result.Code);
        Assert.Contains("unknown-agent-key", result.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("even-server-count", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void says_what_is_gone()
    {
        _scratch.Write("x.yml", Old);
        Tool.Run(Lint("--write-baseline"));
        _scratch.Write("x.yml", Old.Replace("} } } } }", "}, c: { address: 10.0.0.3 } } } } }", StringComparison.Ordinal));
        var result = Tool.Run(Lint());
        Assert.Equal((0, ""), (result.Code, result.Out));
        Assert.Contains("1 finding is gone", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void knows_a_file_by_another_form_of_its_path()
    {
        _scratch.Write("x.yml", Old);
        Assert.Equal(
            "1 finding written",
            Tool.Run("lint", _scratch["./x.yml"], "--baseline", _scratch["base.json"], "--write-baseline").Error.Split(": ")[^1].TrimEnd());
        var result = Tool.Run(Lint());
        Assert.Equal((0, "", ""), (result.Code, result.Out, result.Error));
    }

    [Fact]
    public void counts_of_what_is_gone_add_up_however_many()
    {
        _scratch.Write("x.yml", Old);
        _scratch.Write("base.json", "{\"format\": 1, \"findings\": {\"a\": 2147483647, \"b\": 2147483647}}");
        var result = Tool.Run(Lint());
        Assert.Equal(1, result.Code);
        Assert.Contains("4294967294 findings are gone", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"format\": 2, \"findings\": {}}")]
    [InlineData("{\"format\": 1, \"findings\": {\"a\": \"b\"}}")]
    [InlineData("{\"format\": 1, \"findings\": {\"a\": -1}}")]
    [InlineData("{\"format\": 1, \"findings\": {\"a\": 99999999999}}")]
    public void what_is_no_baseline_is_said(string text)
    {
        _scratch.Write("x.yml", Old);
        _scratch.Write("base.json", text);
        var result = Tool.Run(Lint());
        Assert.Equal(2, result.Code);
        Assert.Contains("baseline", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void a_missing_file_is_wrong_usage()
    {
        _scratch.Write("x.yml", Old);
        Assert.Equal(2, Tool.Run(Lint()).Code);
        Assert.Equal(2, Tool.Run("lint", _scratch["x.yml"], "--write-baseline").Code);
    }
}

using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Commands;

/// <summary><c>--profile</c> says what the cluster is for.</summary>
public sealed class ProfileTests : IDisposable
{
    private const string OneServer = "consul: { version: 1.21.4 }\ndatacenters: { dc1: { servers: { hosts: { a: { address: 10.0.0.1 } } } } }\n";

    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("dev", "info", 0)]
    [InlineData("default", "warning", 0)]
    [InlineData("production", "error", 1)]
    [InlineData("Production", "error", 1)]
    public void decides_how_much_a_finding_matters(string profile, string severity, int code)
    {
        var result = Tool.RunWith(OneServer, "lint", "-", "--profile", profile);
        Assert.Equal(code, result.Code);
        Assert.StartsWith($"<stdin>:2:23: {severity} single-server:", result.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dev")]
    [InlineData("production")]
    public void the_inventory_comes_first(string profile)
    {
        var result = Tool.RunWith(OneServer + "lint: { severity: { single-server: warning } }\n", "lint", "-", "--profile", profile);
        Assert.StartsWith("<stdin>:2:23: warning single-server:", result.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dev", 0)]
    [InlineData("production", 1)]
    public void decides_what_is_built(string profile, int code)
    {
        var path = _scratch.Write("x.yml", OneServer);
        var result = Tool.Run("build", path, "-o", _scratch["output"], "--profile", profile);
        Assert.Equal((code, code == 0), (result.Code, Directory.Exists(_scratch["output/x"])));
    }

    [Fact]
    public void the_bundle_does_not_know_it()
    {
        var path = _scratch.Write("x.yml", OneServer);
        Tool.Run("build", path, "-o", _scratch["output"], "--profile", "dev");
        Assert.Equal(0, Tool.Run("build", path, "-o", _scratch["output"], "--check").Code);
    }

    [Fact]
    public void the_list_of_rules_has_its_severities()
    {
        Assert.Matches("single-server +error ", Tool.Run("rules", "--profile", "production").Out);
        Assert.Matches("single-server +info ", Tool.Run("rules", "--profile", "dev").Out);
        Assert.Matches("single-server +warning ", Tool.Run("rules").Out);
    }

    [Fact]
    public void another_name_is_wrong_usage() => Assert.Equal(2, Tool.RunWith(OneServer, "lint", "-", "--profile", "staging").Code);
}

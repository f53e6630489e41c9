using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Commands;

public sealed class BuildTests : IDisposable
{
    private const string Small = """
        name: small
        consul: { version: 1.21.4 }
        datacenters: { dc1: { servers: { hosts: { "s[1:3]": { address: "10.0.0.[1:3]" } } } } }
        """;

    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void builds_and_then_is_up_to_date()
    {
        var inventory = _scratch.Write("small.yml", Small);
        var built = Tool.Run("build", inventory, "-o", _scratch["out"]);
        Assert.Equal((0, ""), (built.Code, built.Out));
        Assert.EndsWith("/small: 13 files, 13 added\n", built.Error, StringComparison.Ordinal);
        Assert.Equal(0, Tool.Run("build", inventory, "-o", _scratch["out"], "--check").Code);
        Assert.EndsWith("/small: 13 files, nothing changed\n", Tool.Run("build", inventory, "-o", _scratch["out"]).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void the_check_names_an_edited_file()
    {
        var inventory = _scratch.Write("small.yml", Small);
        Tool.Run("build", inventory, "-o", _scratch["out"]);
        File.AppendAllText(_scratch["out/small/hosts/dc1/s2/rootfs/etc/consul.d/consul.hcl"], "#");
        var check = Tool.Run("build", inventory, "-o", _scratch["out"], "--check");
        Assert.Equal(1, check.Code);
        Assert.Equal($"edited   {_scratch["out"]}/small/hosts/dc1/s2/rootfs/etc/consul.d/consul.hcl\n", check.Out);
    }

    [Fact]
    public void keeps_an_edited_file_and_says_so_unless_forced()
    {
        var inventory = _scratch.Write("small.yml", Small);
        Tool.Run("build", inventory, "-o", _scratch["out"]);
        var edited = _scratch["out/small/README.md"];
        File.WriteAllText(edited, "mine");
        var again = Tool.Run("build", inventory, "-o", _scratch["out"]);
        Assert.Equal(1, again.Code);
        Assert.Contains("README.md: kept as somebody changed it", again.Out, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(edited));
        Assert.Equal(0, Tool.Run("build", inventory, "-o", _scratch["out"], "--force").Code);
        Assert.StartsWith("# small\n", File.ReadAllText(edited), StringComparison.Ordinal);
    }

    [Fact]
    public void writes_nothing_over_an_error()
    {
        var inventory = _scratch.Write("small.yml", Small.Replace("[1:3]", "[1:4]", StringComparison.Ordinal));
        var built = Tool.Run("build", inventory, "-o", _scratch["out"]);
        Assert.Equal(1, built.Code);
        Assert.Contains("error even-server-count:", built.Out, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_scratch["out"]));
    }

    [Fact]
    public void a_failing_build_leaves_the_old_bundle()
    {
        var inventory = _scratch.Write("small.yml", Small);
        Tool.Run("build", inventory, "-o", _scratch["out"]);
        File.WriteAllText(inventory, Small.Replace("[1:3]", "[1:2]", StringComparison.Ordinal));
        Assert.Equal(1, Tool.Run("build", inventory, "-o", _scratch["out"]).Code);
        File.WriteAllText(inventory, Small);
        Assert.Equal(0, Tool.Run("build", inventory, "-o", _scratch["out"], "--check").Code);
    }

    [Fact]
    public void takes_standard_input()
    {
        var built = Tool.RunWith(Small, "build", "-", "-o", _scratch["out"]);
        Assert.Equal(0, built.Code);
        Assert.True(File.Exists(_scratch["out/small/manifest.json"]));
    }

    [Fact]
    public void a_bundle_without_a_name_takes_the_stem()
    {
        var inventory = _scratch.Write("prod.yml", Small.Replace("name: small\n", "", StringComparison.Ordinal));
        Assert.Equal(0, Tool.Run("build", inventory, "-o", _scratch["out"]).Code);
        Assert.True(Directory.Exists(_scratch["out/prod"]));
    }

    [Fact]
    public void merges_the_files_of_a_directory()
    {
        _scratch.Write("inv/a.yml", "consulgen: 1\nname: small\nconsul: { version: 1.21.4 }\n");
        _scratch.Write("inv/b.yaml", "consulgen: 1\ndatacenters: { dc1: { servers: { hosts: { \"s[1:3]\": { address: \"10.0.0.[1:3]\" } } } } }\n");
        _scratch.Write("inv/notes.txt", "not: [read");
        Assert.Equal(0, Tool.Run("build", _scratch["inv"], "-o", _scratch["out"]).Code);
        var one = _scratch.Write("small.yml", Small);
        Assert.Equal(0, Tool.Run("build", one, "-o", _scratch["out"], "--check").Code);
    }

    [Fact]
    public void a_key_in_two_files_is_an_error_that_names_both()
    {
        _scratch.Write("inv/a.yml", Small);
        _scratch.Write("inv/b.yml", "name: other\n");
        var lint = Tool.Run("lint", _scratch["inv"]);
        Assert.Equal(1, lint.Code);
        Assert.Contains(
            $"{_scratch["inv"]}/b.yml:1:1: error duplicate-key: the key \"name\" is already defined at {_scratch["inv"]}/a.yml:1:1",
            lint.Out,
            StringComparison.Ordinal);
    }
}

using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Hostile;

/// <summary>What lint takes, a disk takes: names that are long together, or are those of the bundle's own files.</summary>
public sealed class LongNameTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("README.md", "recovery/dc1/1/peers.json", "recovery/dc1/2/peers.json")]
    [InlineData("readme.MD", "recovery/dc1/1/peers.json", "recovery/dc1/2/peers.json")]
    [InlineData("n2", "recovery/dc1/n2/peers.json", "recovery/dc1/n3/peers.json")]
    public void a_server_with_the_name_of_a_page_has_a_folder(string name, params string[] files) => Builds([name, "n3", "n4"], files);

    [Fact]
    public void many_long_names_make_no_name_that_is_too_long() =>
        Builds([.. Enumerable.Range(1, 7).Select(i => new string('n', 126) + i)], "recovery/dc1/1/peers.json", "recovery/dc1/5+6+7/peers.json");

    [Theory]
    [InlineData(255, 0)]
    [InlineData(256, 1)]
    public void a_part_of_a_path_has_what_a_file_system_takes(int length, int code)
    {
        var path = _scratch.Write(
            "x.yml",
            $"consul: {{ version: 1.21.4, config_dir: /srv/{new string('p', length)} }}\n"
                + "datacenters: { dc1: { servers: { hosts: { s: { address: 10.0.0.1 } } } } }\n");
        Assert.Equal(code, Tool.Run("build", path, "-o", _scratch["out"]).Code);
    }

    [Fact]
    public void force_is_no_advice_to_who_has_given_it()
    {
        var path = _scratch.Write("x.yml", "consul: { version: 1.21.4 }\ndatacenters: { dc1: { servers: { hosts: { s: { address: 10.0.0.1 } } } } }\n");
        _scratch.Write("out/x/README.md/foreign", "");
        Assert.Contains("or build with --force", Tool.Run("build", path, "-o", _scratch["out"]).Out, StringComparison.Ordinal);
        var forced = Tool.Run("build", path, "-o", _scratch["out"], "--force");
        Assert.Contains("remove it\n", forced.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("--force", forced.Out, StringComparison.Ordinal);
    }

    private void Builds(string[] names, params string[] files)
    {
        var hosts = string.Join(", ", names.Select((n, i) => $"{n}: {{ address: 10.0.0.{i + 1}, node_id: 00000000-0000-4000-8000-00000000000{i} }}"));
        var path = _scratch.Write("x.yml", $"consul: {{ version: 1.21.4 }}\ndatacenters: {{ dc1: {{ servers: {{ hosts: {{ {hosts} }} }} }} }}\n");
        Assert.Equal(0, Tool.Run("build", path, "-o", _scratch["out"]).Code);
        Assert.All(files, f => Assert.True(File.Exists(_scratch[$"out/x/{f}"]), f));
        var page = File.ReadAllText(_scratch["out/x/recovery/dc1/README.md"]);
        Assert.All(files, f => Assert.Contains($"({f["recovery/dc1/".Length..]})", page, StringComparison.Ordinal));
    }
}

using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Commands;

/// <summary>What a repository may have where a job looks for files: links that lead out of it, pipes and devices.</summary>
[Collection(InAFolder.Name)]
public sealed class LinkTests : IDisposable
{
    private const string Inventory =
        "consul: { version: 1.21.4 }\ndatacenters: { dc1: { servers: { hosts: { \"s[1:3]\": { address: \"10.0.0.[1:3]\" } } } } }\n";

    private readonly ScratchFolder _scratch = new();

    public LinkTests()
    {
        _scratch.Write("outside/x.yml", Inventory);
        _scratch.Write("repository/real/x.yml", Inventory);
        _scratch.Write("repository/real/new.yml", "secrets: { k: { env: K } }\nagent: { encrypt: { secret: k } }\n" + Inventory);
        File.CreateSymbolicLink(_scratch["repository/out.yml"], "../outside/x.yml");
        File.CreateSymbolicLink(_scratch["repository/in.yml"], "real/x.yml");
        File.CreateSymbolicLink(_scratch["repository/real/up.yml"], "../real/x.yml");
        File.CreateSymbolicLink(_scratch["repository/real/away.json"], "../../outside/new.json");
        Directory.CreateSymbolicLink(_scratch["repository/folder"], "../outside");
        File.CreateSymbolicLink(_scratch["repository/circle.yml"], "circle.yml");
    }

    public void Dispose() => _scratch.Dispose();

    [MachineTheory(Needs.Unix)]
    [InlineData("lint", "out.yml")]
    [InlineData("lint", "folder/x.yml")]
    [InlineData("lint", "folder")]
    [InlineData("lint", "circle.yml")]
    [InlineData("lint", "real/x.yml", "--baseline", "real/away.json", "--write-baseline")]
    [InlineData("build", "real/x.yml", "-o", "folder")]
    [InlineData("build", "real/x.yml", "-o", "folder/deeper/still")]
    [InlineData("init", "folder")]
    [InlineData("transition", "gossip", "real/x.yml", "real/new.yml", "-o", "folder")]
    public void a_link_leads_nobody_out_of_the_current_folder(params string[] args)
    {
        var result = InAFolder.Run(_scratch["repository"], args);
        Assert.Equal((2, ""), (result.Code, result.Out));
        Assert.Contains(" a link", result.Error, StringComparison.Ordinal);
        Assert.Equal(["x.yml"], Directory.GetFileSystemEntries(_scratch["outside"]).Select(Path.GetFileName));
    }

    [MachineTheory(Needs.Unix)]
    [InlineData("in.yml")]
    [InlineData("real/up.yml")]
    [InlineData("../outside/x.yml")]
    [InlineData("./real/../real/x.yml")]
    public void one_that_stays_is_followed(string path) => Assert.Equal(0, InAFolder.Run(_scratch["repository"], "lint", path).Code);

    [MachineFact(Needs.Unix)]
    public void with_a_full_path_it_stays_in_its_own_folder()
    {
        Assert.Equal(2, Tool.Run("lint", _scratch["repository/out.yml"]).Code);
        Assert.Equal(0, Tool.Run("lint", _scratch["repository/real/up.yml"]).Code);
    }

    [MachineFact(Needs.Unix)]
    public void nobody_waits_for_a_pipe_or_a_device()
    {
        Assert.Equal(0, Run.Program("mkfifo", [_scratch["repository/pipe.yml"]]).ExitCode);
        foreach (var path in new[] { "pipe.yml", "/dev/zero", "/dev/tty" })
        {
            Assert.Equal(2, InAFolder.Run(_scratch["repository"], "lint", path).Code);
            Assert.Equal(2, InAFolder.Run(_scratch["repository"], "lint", "in.yml", "--baseline", path).Code);
            Assert.Equal(2, InAFolder.Run(_scratch["repository"], "lint", "in.yml", "--baseline", path, "--write-baseline").Code);
        }
    }
}

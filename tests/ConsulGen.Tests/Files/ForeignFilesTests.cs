using ConsulGen.Cli.Files;
using ConsulGen.Core.Bundles;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Files;

public sealed class ForeignFilesTests : IDisposable
{
    private readonly OutputFolder _output = new();
    private readonly Bundle _first = OutputFolder.BundleOf(new BundleFile("hosts/a", "1\n"));
    private readonly Bundle _second = OutputFolder.BundleOf(new BundleFile("hosts/b", "2\n"));

    public void Dispose() => _output.Dispose();

    [Fact]
    public void keeps_foreign_files_links_and_folders()
    {
        _output.Build(_first);
        _output.Put("notes.txt", "mine\n");
        _output.Put("hosts/.hidden", "mine\n");
        Directory.CreateDirectory(_output["empty/deeper"]);
        File.CreateSymbolicLink(_output["dangling"], "nowhere");
        var victim = Directory.CreateDirectory(_output.Outside("victim"));
        File.WriteAllText(Path.Join(victim.FullName, "file"), "");
        Directory.CreateSymbolicLink(_output["hosts/link"], victim.FullName);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_output["empty"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Assert.Equal("", _output.Check(_first));
        string[] kept = ["notes.txt", "hosts/.hidden", "dangling", "hosts/link"];
        var inodes = kept.Select(_output.Inode).ToList();

        Assert.Equal("Removed hosts/a, Added hosts/b, Changed manifest.json", _output.Build(_second, force: true));

        Assert.Equal("mine\nmine\n2\n", _output.Read("notes.txt") + _output.Read("hosts/.hidden") + _output.Read("hosts/b"));
        Assert.Equal("nowhere", new FileInfo(_output["dangling"]).LinkTarget);
        Assert.Equal(victim.FullName, new FileInfo(_output["hosts/link"]).LinkTarget);
        Assert.True(Directory.Exists(_output["empty/deeper"]));
        Assert.True(File.Exists(Path.Join(victim.FullName, "file")));
        if (!OperatingSystem.IsWindows()) Assert.Equal("500", _output.Mode("empty"));
        if (OperatingSystem.IsLinux()) Assert.Equal(inodes, kept.Select(_output.Inode));
    }

    [Fact]
    public void keeps_a_foreign_file_that_is_in_the_way()
    {
        _output.Put("hosts/b", "mine\n");
        Assert.Equal("InTheWay hosts/b, Added manifest.json", _output.Build(_second));
        Assert.Equal("mine\n", _output.Read("hosts/b"));
    }

    [Fact]
    public void replaces_a_foreign_file_that_is_in_the_way_when_forced()
    {
        _output.Put("hosts/b", "mine\n");
        Assert.Equal("Changed hosts/b, Added manifest.json", _output.Build(_second, force: true));
        _output.AssertHolds(_second);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void never_writes_through_a_link_to_a_file(bool force)
    {
        _output.Build(_first);
        var victim = _output.Outside("victim");
        File.WriteAllText(victim, "theirs\n");
        File.CreateSymbolicLink(_output["hosts/b"], victim);
        var kind = force ? "Changed" : "InTheWay";
        Assert.Equal($"Removed hosts/a, {kind} hosts/b, Changed manifest.json", _output.Build(_second, force));
        Assert.Equal("theirs\n", File.ReadAllText(victim));
        if (force) _output.AssertHolds(_second);
        else Assert.Equal(victim, new FileInfo(_output["hosts/b"]).LinkTarget);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void never_enters_a_link_to_a_folder(bool force)
    {
        _output.Build(_first);
        var victim = Directory.CreateDirectory(_output.Outside("victim")).FullName;
        foreach (var name in new[] { "a", "b" }) File.WriteAllText(Path.Join(victim, name), "1\n");
        Directory.Delete(_output["hosts"], recursive: true);
        Directory.CreateSymbolicLink(_output["hosts"], victim);
        var expected = force ? "Removed hosts, Added hosts/b, Changed manifest.json" : "InTheWay hosts, Changed manifest.json";
        Assert.Equal(expected, _output.Build(_second, force));
        Assert.Equal("1\n1\n", File.ReadAllText(Path.Join(victim, "a")) + File.ReadAllText(Path.Join(victim, "b")));
        if (force) _output.AssertHolds(_second);
        else Assert.Equal(victim, new FileInfo(_output["hosts"]).LinkTarget);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void never_deletes_a_foreign_folder_with_something_in_it(bool force)
    {
        _output.Put("hosts/b/mine", "mine\n");
        Assert.Equal("InTheWay hosts/b, Added manifest.json", _output.Build(_second, force));
        Assert.Equal("mine\n", _output.Read("hosts/b/mine"));
        Assert.Equal("InTheWay hosts/b", _output.Check(_second));
    }

    [Fact]
    public void replaces_an_empty_foreign_folder_only_when_forced()
    {
        Directory.CreateDirectory(_output["hosts/b"]);
        Assert.Equal("InTheWay hosts/b, Added manifest.json", _output.Build(_second));
        Assert.True(Directory.Exists(_output["hosts/b"]));
        File.Delete(_output["manifest.json"]);
        Assert.Equal("Added hosts/b, Added manifest.json", _output.Build(_second, force: true));
        _output.AssertHolds(_second);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void refuses_a_bundle_folder_that_is_a_link(bool force)
    {
        var victim = Directory.CreateDirectory(_output.Outside("victim")).FullName;
        Directory.CreateDirectory(_output.Path);
        Directory.CreateSymbolicLink(_output[""].TrimEnd('/'), victim);
        Assert.Contains("symbolic link", Assert.Throws<BundleWriteException>(() => _output.Build(_first, force)).Message, StringComparison.Ordinal);
        Assert.Throws<BundleWriteException>(() => _output.Check(_first));
        Assert.Empty(Directory.EnumerateFileSystemEntries(victim));
    }

    [Fact]
    public void refuses_a_bundle_folder_that_is_a_file()
    {
        Directory.CreateDirectory(_output.Path);
        File.WriteAllText(_output[""].TrimEnd('/'), "mine\n");
        Assert.Throws<BundleWriteException>(() => _output.Build(_first, force: true));
        Assert.Equal("mine\n", File.ReadAllText(_output[""].TrimEnd('/')));
    }

    [Theory]
    [InlineData("new")]
    [InlineData("old")]
    [InlineData("lock")]
    public void refuses_links_with_the_names_that_a_build_needs(string suffix)
    {
        _output.Build(_first);
        var victim = Directory.CreateDirectory(_output.Outside("victim")).FullName;
        File.WriteAllText(Path.Join(victim, "file"), "");
        Directory.CreateSymbolicLink(_output.Neighbour(suffix), victim);
        Assert.Throws<BundleWriteException>(() => _output.Build(_second));
        Assert.True(File.Exists(Path.Join(victim, "file")));
        Assert.NotNull(new FileInfo(_output.Neighbour(suffix)).LinkTarget);
        _output.AssertBundleHolds(_first);
    }

    [MachineFact(Needs.Linux)]
    public void does_not_wait_for_a_pipe()
    {
        _output.Build(_first);
        File.Delete(_output["hosts/a"]);
        using (var mkfifo = System.Diagnostics.Process.Start("mkfifo", [_output["hosts/a"], _output["hosts/pipe"]])) mkfifo.WaitForExit();
        var inode = _output.Inode("hosts/pipe");
        Assert.Equal("Edited hosts/a", _output.Check(_first));
        Assert.Equal("Edited hosts/a, Added hosts/b, Changed manifest.json", _output.Build(_second));
        Assert.Equal(inode, _output.Inode("hosts/pipe"));
    }
}

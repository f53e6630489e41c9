using System.Runtime.Versioning;
using System.Text;
using ConsulGen.Cli.Files;
using ConsulGen.Core.Bundles;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Files;

public sealed class BundleWriterTests : IDisposable
{
    private readonly OutputFolder _output = new();

    private readonly Bundle _two = OutputFolder.BundleOf(
        new BundleFile("README.md", "# prod\n"),
        new BundleFile("hosts/dc1/a/install.sh", "#!/bin/sh\n", executable: true));

    public void Dispose() => _output.Dispose();

    [Fact]
    public void writes_a_new_bundle_with_its_modes()
    {
        Assert.Equal("Added README.md, Added hosts/dc1/a/install.sh, Added manifest.json", _output.Build(_two));
        _output.AssertHolds(_two);
        Assert.Equal("", _output.Check(_two));
    }

    [Fact]
    public void writes_utf_8_without_a_byte_order_mark()
    {
        _output.Build(OutputFolder.BundleOf(new BundleFile("a", "ä€𝄞\n")));
        Assert.Equal("ä€𝄞\n"u8.ToArray(), File.ReadAllBytes(_output["a"]));
    }

    [MachineFact(Needs.Linux)]
    public void touches_nothing_when_nothing_differs()
    {
        _output.Build(_two);
        var before = _output.Inodes();
        Assert.Equal("", _output.Build(_two));
        Assert.Equal(before, _output.Inodes());
    }

    [Fact]
    public void keeps_the_inode_of_what_stays_the_same()
    {
        _output.Build(_two);
        var before = _output.Inode("hosts/dc1/a/install.sh");
        var next = OutputFolder.BundleOf(new BundleFile("README.md", "# new\n"), _two.Files[1]);
        Assert.Equal("Changed README.md, Changed manifest.json", _output.Build(next));
        _output.AssertHolds(next);
        Assert.Equal(before, _output.Inode("hosts/dc1/a/install.sh"));
    }

    [Fact]
    public void removes_what_it_no_longer_makes_and_the_folders_of_it()
    {
        _output.Build(_two);
        var next = OutputFolder.BundleOf(_two.Files[0]);
        Assert.Equal("Removed hosts/dc1/a/install.sh, Changed manifest.json", _output.Check(next));
        _output.Build(next);
        _output.AssertHolds(next);
        Assert.False(Directory.Exists(_output["hosts"]));
    }

    [Fact]
    public void turns_a_file_into_a_folder_and_back()
    {
        var folder = OutputFolder.BundleOf(new BundleFile("x/y", "1\n"));
        var file = OutputFolder.BundleOf(new BundleFile("x", "2\n"));
        _output.Build(folder);
        Assert.Equal("Changed manifest.json, Added x, Removed x/y", _output.Build(file));
        _output.AssertHolds(file);
        Assert.Equal("Changed manifest.json, Removed x, Added x/y", _output.Build(folder));
        _output.AssertHolds(folder);
    }

    [MachineFact(Needs.Unix)]
    [UnsupportedOSPlatform("windows")]
    public void repairs_the_executable_bit()
    {
        _output.Build(_two);
        File.SetUnixFileMode(_output["hosts/dc1/a/install.sh"], UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Assert.Equal("Changed hosts/dc1/a/install.sh", _output.Check(_two));
        Assert.Equal("Changed hosts/dc1/a/install.sh", _output.Build(_two));
        _output.AssertHolds(_two);
    }

    [MachineFact(Needs.Unix)]
    [UnsupportedOSPlatform("windows")]
    public void takes_the_modes_of_a_checkout_with_another_umask_as_they_are()
    {
        _output.Build(_two);
        File.SetUnixFileMode(_output["README.md"], UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Assert.Equal("", _output.Check(_two));
    }

    [MachineTheory(Needs.Unix)]
    [InlineData("000")]
    [InlineData("077")]
    public void gives_the_same_modes_under_every_umask(string umask)
    {
        Directory.CreateDirectory(_output.Path);
        BuilderProcess.BuildOnce(_output.Path, umask);
        _output.AssertHolds(BuilderProcess.First);
        Assert.Equal("755", _output.Mode(""));
        Assert.Equal("755", _output.Mode("hosts/h0"));
    }

    [MachineFact(Needs.Unix)]
    [UnsupportedOSPlatform("windows")]
    public void keeps_the_mode_of_a_folder()
    {
        _output.Build(_two);
        File.SetUnixFileMode(_output["hosts"], UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.SetGroup);
        _output.Build(OutputFolder.BundleOf(new BundleFile("hosts/b", "b\n"), _two.Files[1]));
        Assert.Equal("2500", _output.Mode("hosts"));
        Assert.Equal("b\n", _output.Read("hosts/b"));
        Assert.Equal([OutputFolder.Name], Directory.EnumerateFileSystemEntries(_output.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void check_writes_nothing()
    {
        Assert.Equal("Added README.md, Added hosts/dc1/a/install.sh, Added manifest.json", _output.Check(_two));
        Assert.False(Path.Exists(_output.Path));
    }

    [Fact]
    public void check_finds_a_missing_file()
    {
        _output.Build(_two);
        File.Delete(_output["README.md"]);
        Assert.Equal("Added README.md", _output.Check(_two));
        Assert.Equal("Added README.md", _output.Build(_two));
        _output.AssertHolds(_two);
    }

    [Fact]
    public void check_finds_a_single_edited_byte()
    {
        var big = OutputFolder.BundleOf(Enumerable.Range(0, 300).Select(i => new BundleFile($"d{i % 7}/f{i}", new string('x', 5000) + "\n")));
        _output.Build(big);
        using (var stream = new FileStream(_output["d3/f73"], FileMode.Open))
        {
            stream.Position = 4321;
            stream.WriteByte((byte)'y');
        }

        Assert.Equal("Edited d3/f73", _output.Check(big));
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("/etc/x")]
    [InlineData("a/../../x")]
    [InlineData("a//b")]
    [InlineData("./a")]
    [InlineData("a/")]
    [InlineData("")]
    [InlineData("a\\b")]
    [InlineData("a\0b")]
    public void takes_a_path_that_may_leave_the_bundle_for_a_defect(string path)
    {
        var bundle = OutputFolder.BundleOf(new BundleFile(path, "x\n"));
        Assert.Throws<InvalidOperationException>(() => _output.Build(bundle, force: true));
        Assert.Throws<InvalidOperationException>(() => _output.Check(bundle));
        Assert.False(Path.Exists(_output.Path) && Directory.EnumerateFileSystemEntries(_output.Path).Any());
        Assert.False(Path.Exists(_output.Outside("x")));
    }

    [Theory]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("")]
    public void takes_a_name_that_is_no_folder_for_a_defect(string name) =>
        Assert.Throws<InvalidOperationException>(() => _output.Build(OutputFolder.BundleOf(name, _two.Files)));

    [Fact]
    public void takes_a_path_that_is_a_file_and_a_folder_for_a_defect()
    {
        var both = OutputFolder.BundleOf(new BundleFile("a", "1\n"), new BundleFile("a/b", "2\n"));
        Assert.Throws<BundleWriteException>(() => _output.Build(both));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_output.Path));
        _output.Build(_two);
        Assert.Throws<InvalidOperationException>(() => _output.Build(both));
        Assert.Throws<InvalidOperationException>(() => _output.Check(both));
        _output.AssertHolds(_two);
    }

    [Fact]
    public void accepts_an_output_folder_that_is_a_link()
    {
        var real = Directory.CreateDirectory(_output.Outside("real"));
        Directory.CreateSymbolicLink(_output.Path, real.FullName);
        _output.Build(_two);
        _output.AssertHolds(_two);
    }

    [Fact]
    public void compares_and_writes_the_same_text()
    {
        // A text that grows when it is encoded, at the sizes of pooled buffers.
        foreach (var size in new[] { 0, 1, 1023, 1024, 1025, 70_000 })
        {
            var bundle = OutputFolder.BundleOf(new BundleFile("t", new string('€', size) + "\n"));
            _output.Build(bundle);
            Assert.Equal("", _output.Check(bundle));
            Assert.Equal(3 * size + 1, new FileInfo(_output["t"]).Length);
            Assert.Equal(Content.HashOf(Encoding.UTF8.GetBytes(bundle.Files[1].Text)), Content.HashOf(File.ReadAllBytes(_output["t"])));
        }
    }
}

using System.Runtime.Versioning;
using ConsulGen.Cli.Files;
using ConsulGen.Core.Bundles;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Files;

public sealed class AtomicBuildTests : IDisposable
{
    private readonly OutputFolder _output = new();
    private readonly Bundle _first = OutputFolder.BundleOf(new BundleFile("a", "1\n"), new BundleFile("d/b", "1\n"));
    private readonly Bundle _second = OutputFolder.BundleOf(new BundleFile("a", "2\n"));

    public void Dispose() => _output.Dispose();

    [MachineFact(Needs.Linux)]
    public void a_killed_build_leaves_the_old_bundle_or_the_new_one()
    {
        var random = new Random(1);
        for (var round = 0; round < 12; round++)
        {
            using (var builder = BuilderProcess.StartBuilding(_output.Path))
            {
                Thread.Sleep(random.Next(80));
                builder.Kill(); // SIGKILL
                builder.WaitForExit();
            }

            _output.AssertBundleHolds(_output.Read("hosts/h0/changes") == "0 0\n" ? BuilderProcess.First : BuilderProcess.Second);
        }

        _output.Build(BuilderProcess.First);
        _output.AssertHolds(BuilderProcess.First);
    }

    [Fact]
    public void removes_what_a_killed_build_left_even_when_nothing_differs()
    {
        _output.Build(_first);
        Directory.CreateDirectory(Path.Join(_output.Neighbour("new"), "deep"));
        File.WriteAllText(Path.Join(_output.Neighbour("new"), "deep", "file"), "half");
        Directory.CreateDirectory(_output.Neighbour("old"));
        File.WriteAllText(_output.Neighbour("lock"), "");
        Assert.Equal("", _output.Build(_first));
        _output.AssertHolds(_first);
    }

    [Fact]
    public void brings_the_old_bundle_back_when_a_build_was_killed_between_two_renames()
    {
        _output.Build(_first);
        _output.Put("a", "mine\n");
        Directory.Move(_output[""].TrimEnd('/'), _output.Neighbour("old"));
        Directory.CreateDirectory(_output.Neighbour("new"));
        Assert.Equal("Edited a", _output.Build(_first));
        Assert.Equal("mine\n", _output.Read("a"));
        Assert.Equal([OutputFolder.Name], Directory.EnumerateFileSystemEntries(_output.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void a_failing_build_leaves_the_old_bundle_whole()
    {
        _output.Build(_first);
        var tooLong = new string('n', 300);
        var bundle = OutputFolder.BundleOf(new BundleFile("a", "2\n"), new BundleFile(tooLong + "/x", "x\n"), new BundleFile("z" + tooLong, "z\n"));
        var exception = Assert.Throws<BundleWriteException>(() => _output.Build(bundle));
        Assert.Contains(tooLong, exception.Message, StringComparison.Ordinal);
        _output.AssertHolds(_first);
    }

    [Fact]
    public void a_failing_first_build_leaves_no_bundle()
    {
        Assert.Throws<BundleWriteException>(() => _output.Build(OutputFolder.BundleOf(
            new BundleFile("a", "1\n"),
            new BundleFile(new string('n', 300), "x\n"))));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_output.Path));
    }

    [MachineFact(Needs.UnixUser)]
    [UnsupportedOSPlatform("windows")]
    public void a_folder_that_nobody_may_write_to_is_refused_in_plain_words()
    {
        _output.Build(_first);
        File.SetUnixFileMode(_output.Path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var exception = Assert.Throws<BundleWriteException>(() => _output.Build(_second));
        Assert.Contains(_output.Path, exception.Message, StringComparison.Ordinal);
        Assert.Equal("", _output.Build(_first));
        _output.AssertHolds(_first);
    }

    [Fact]
    public void refuses_a_second_build_at_the_same_time()
    {
        _output.Build(_first);
        using (new FileStream(_output.Neighbour("lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None))
            Assert.Contains("another build", Assert.Throws<BundleWriteException>(() => _output.Build(_second)).Message, StringComparison.Ordinal);
        _output.AssertBundleHolds(_first);
        _output.Build(_second);
        _output.AssertHolds(_second);
    }

    [Fact]
    public async Task many_builds_at_the_same_time_leave_a_whole_bundle()
    {
        var wins = 0;
        var builders = Enumerable.Range(0, 4).Select(builder => Task.Run(() =>
        {
            for (var i = 0; i < 20; i++)
            {
                try
                {
                    _output.Build((builder + i) % 2 == 0 ? _first : _second);
                    Interlocked.Increment(ref wins);
                }
                catch (BundleWriteException e)
                {
                    Assert.Contains("another build", e.Message, StringComparison.Ordinal);
                }
            }
        }));
        await Task.WhenAll(builders);
        Assert.NotEqual(0, wins);
        _output.AssertHolds(_output.Read("a") == "1\n" ? _first : _second);
    }
}

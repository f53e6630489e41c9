using ConsulGen.Cli.Files;
using ConsulGen.Core.Bundles;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Files;

/// <summary>Both ways of looking at a file see the same.</summary>
public sealed class LinkFreeFolderTests : IDisposable
{
    private readonly OutputFolder _output = new();

    public LinkFreeFolderTests()
    {
        _output.Build(OutputFolder.BundleOf(
            new BundleFile("a/b/file", "1\n"),
            new BundleFile("a/b/run.sh", "1\n", executable: true),
            new BundleFile("empty", "")));
        Directory.CreateSymbolicLink(_output["a/link"], _output["a/b"]);
        File.CreateSymbolicLink(_output["a/b/link"], _output["a/b/file"]);
    }

    private static readonly string[] Held = ["a/b/file|1\n|", "a/b/run.sh|1\n|x", "empty||"];

    private static readonly string[] Others =
    [
        "a/b/file|1\n|x", "a/b/run.sh|1\n|", "a/b/file|2\n|", "a/b/file|1|", "a/b/file|1\n1\n|", "a/b/file||", "a/b||", "a/b/none|1\n|", "none/file|1\n|",
        "a/link/file|1\n|", "a/b/link|1\n|", "a/b/file/x|1\n|",
    ];

    public static TheoryData<string, bool> Files
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (var file in Held.Concat(Others))
            {
                data.Add(file, true);
                data.Add(file, false);
            }

            return data;
        }
    }

    public void Dispose() => _output.Dispose();

    [Theory]
    [MemberData(nameof(Files))]
    public void holds_what_is_there_and_nothing_behind_a_link(string file, bool inOneCall)
    {
        var parts = file.Split('|');
        using var folder = new LinkFreeFolder(_output[""], inOneCall);
        Assert.Equal(Held.Contains(file), folder.Holds(new BundleFile(parts[0], parts[1], executable: parts[2] == "x")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void holds_nothing_where_no_folder_is(bool inOneCall)
    {
        using var folder = new LinkFreeFolder(_output.Outside("none"), inOneCall);
        Assert.False(folder.Holds(new BundleFile("empty", "")));
    }

    [MachineTheory(Needs.Linux)]
    [InlineData(true)]
    [InlineData(false)]
    public void does_not_wait_for_a_pipe(bool inOneCall)
    {
        File.Delete(_output["empty"]);
        System.Diagnostics.Process.Start("mkfifo", _output["empty"]).WaitForExit();
        using var folder = new LinkFreeFolder(_output[""], inOneCall);
        Assert.False(folder.Holds(new BundleFile("empty", "1\n")));
    }
}

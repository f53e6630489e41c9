using ConsulGen.Core.Bundles;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Files;

public sealed class EditedFilesTests : IDisposable
{
    private readonly OutputFolder _output = new();
    private readonly Bundle _first = OutputFolder.BundleOf(new BundleFile("a", "1\n"), new BundleFile("b", "1\n"));
    private readonly Bundle _second = OutputFolder.BundleOf(new BundleFile("a", "2\n"), new BundleFile("b", "2\n"));
    private readonly Bundle _withoutA = OutputFolder.BundleOf(new BundleFile("b", "1\n"));

    public EditedFilesTests() => _output.Build(_first);

    public void Dispose() => _output.Dispose();

    [Fact]
    public void keeps_a_file_that_someone_edited()
    {
        _output.Put("a", "mine\n");
        Assert.Equal("Edited a, Changed b, Changed manifest.json", _output.Check(_second));
        Assert.Equal("Edited a, Changed b, Changed manifest.json", _output.Build(_second));
        Assert.Equal(("mine\n", "2\n"), (_output.Read("a"), _output.Read("b")));
        Assert.Equal("Edited a", _output.Build(_second));
    }

    [MachineFact(Needs.Linux)]
    public void writes_nothing_when_all_that_differs_is_kept()
    {
        _output.Put("a", "mine\n");
        var before = _output.Inodes();
        Assert.Equal("Edited a", _output.Build(_first));
        Assert.Equal(before, _output.Inodes());
    }

    [Fact]
    public void replaces_an_edited_file_when_forced()
    {
        _output.Put("a", "mine\n");
        Assert.Equal("Changed a", _output.Build(_first, force: true));
        _output.AssertHolds(_first);
    }

    [Fact]
    public void accepts_an_edit_that_is_what_the_bundle_says_now()
    {
        _output.Put("a", "2\n");
        Assert.Equal("Changed b, Changed manifest.json", _output.Build(_second));
        _output.AssertHolds(_second);
    }

    [Fact]
    public void keeps_a_stale_file_that_someone_edited_and_then_leaves_it_alone()
    {
        _output.Put("a", "mine\n");
        Assert.Equal("Edited a, Changed manifest.json", _output.Build(_withoutA));
        Assert.Equal("mine\n", _output.Read("a"));
        Assert.Equal("", _output.Build(_withoutA));
    }

    [Fact]
    public void removes_an_edited_stale_file_when_forced()
    {
        _output.Put("a", "mine\n");
        Assert.Equal("Removed a, Changed manifest.json", _output.Build(_withoutA, force: true));
        _output.AssertHolds(_withoutA);
    }

    [Fact]
    public void keeps_a_link_that_someone_put_in_the_place_of_a_stale_file()
    {
        File.Move(_output["a"], _output["moved"]);
        File.CreateSymbolicLink(_output["a"], "moved");
        Assert.Equal("Edited a, Changed manifest.json", _output.Build(_withoutA));
        Assert.Equal("moved", new FileInfo(_output["a"]).LinkTarget);
        Assert.Equal("1\n", _output.Read("moved"));
    }

    [Theory]
    [InlineData("<<<<<<< HEAD\n")]
    [InlineData("{}\n")]
    [InlineData("")]
    [InlineData("""{ "format": 1, "files": { "../../victim": { "sha256": "00", "mode": "0644" } } }""")]
    public void deletes_and_replaces_nothing_without_a_readable_manifest(string manifest)
    {
        _output.Put("manifest.json", manifest);
        File.WriteAllText(_output.Outside("victim"), "");
        Assert.Equal("InTheWay a, InTheWay b, Edited manifest.json", _output.Build(_second));
        Assert.Equal("Edited manifest.json", _output.Build(_withoutA));
        Assert.Equal("1\n1\n" + manifest, _output.Read("a") + _output.Read("b") + _output.Read("manifest.json"));
        Assert.Equal("Changed a, Changed b, Changed manifest.json", _output.Build(_second, force: true));
        _output.AssertHolds(_second);
        Assert.True(File.Exists(_output.Outside("victim")));
    }

    [Fact]
    public void takes_everything_for_foreign_when_the_manifest_is_missing()
    {
        File.Delete(_output["manifest.json"]);
        Assert.Equal("InTheWay b, Added manifest.json", _output.Build(OutputFolder.BundleOf(new BundleFile("b", "2\n"))));
        Assert.Equal("1\n1\n", _output.Read("a") + _output.Read("b"));
    }

    [Fact]
    public void adopts_equal_files_when_the_manifest_is_missing()
    {
        File.Delete(_output["manifest.json"]);
        Assert.Equal("Added manifest.json", _output.Build(_first));
        _output.AssertHolds(_first);
    }

    [Fact]
    public void mends_a_manifest_that_was_merged_by_hand()
    {
        _output.Put("manifest.json", _output.Read("manifest.json").Replace("    ", "  ", StringComparison.Ordinal));
        Assert.Equal("Changed manifest.json", _output.Build(_first));
        _output.AssertHolds(_first);
    }
}

using ConsulGen.Cli.Files;
using ConsulGen.Core;
using ConsulGen.Core.Bundles;
using ConsulGen.Core.Linting.Engine;
using ConsulGen.Core.Text;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Examples;

/// <summary>Every inventory in <c>inventories/</c> has its bundle in <c>output/</c>.</summary>
public class ExampleTests
{
    public static TheoryData<string> Names => [.. Repository.Inventories];

    [Theory]
    [MemberData(nameof(Names))]
    public void lints_clean(string name) =>
        Assert.Empty(Inputs.CompileFile(Repository.PathOf($"inventories/{name}.yml")).Findings.Select(Inputs.Show));

    [Theory]
    [InlineData("production")]
    [InlineData("multi-dc")]
    public void is_ready_for_production(string name)
    {
        var path = Repository.PathOf($"inventories/{name}.yml");
        Assert.Empty(Compilation.Run([new SourceText(path, File.ReadAllText(path))], name, Profile.Production).Findings.Select(Inputs.Show));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void builds_the_committed_bundle(string name)
    {
        var bundle = Inputs.Built(Inputs.CompileFile(Repository.PathOf($"inventories/{name}.yml")));
        // The writer knows which files are executable.
        if (Repository.Accepts) new BundleWriter(Repository.PathOf("output")).Write(bundle, force: true);
        Golden.Check(Repository.PathOf($"output/{bundle.Name}"), bundle.Files.ToDictionary(f => f.Path, f => f.Text), accepts: false);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void the_committed_bundle_passes_the_check(string name)
    {
        var bundle = Inputs.Built(Inputs.CompileFile(Repository.PathOf($"inventories/{name}.yml")));
        Assert.Empty(new BundleWriter(Repository.PathOf("output")).Compare(bundle).Changes);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void files_are_plain_text(string name)
    {
        foreach (var file in Inputs.Built(Inputs.CompileFile(Repository.PathOf($"inventories/{name}.yml"))).Files)
        {
            Assert.DoesNotContain('\r', file.Text);
            Assert.False(file.Text.StartsWith('\ufeff'), file.Path);
            Assert.True(file.Text.EndsWith('\n') && !file.Text.EndsWith("\n\n", StringComparison.Ordinal), $"{file.Path} does not end in one newline");
            Assert.DoesNotContain(file.Text.Split('\n'), line => line.EndsWith(' '));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void the_manifest_lists_every_other_file(string name)
    {
        var bundle = Inputs.Built(Inputs.CompileFile(Repository.PathOf($"inventories/{name}.yml")));
        var manifest = Manifest.Parse(bundle.Text(Manifest.FileName));
        Assert.NotNull(manifest);
        Assert.Equal(bundle.Files.Select(f => f.Path).Where(p => p != Manifest.FileName), manifest.Files.Keys);
        Assert.Equal(bundle.Files.Where(f => f.Path.EndsWith(".sh", StringComparison.Ordinal)), bundle.Files.Where(f => f.Executable));
    }

    [Fact]
    public void no_bundle_is_without_its_inventory() =>
        Assert.Equal(
            Repository.Inventories.Select(name => Inputs.Built(Inputs.CompileFile(Repository.PathOf($"inventories/{name}.yml"))).Name)
                .Order(StringComparer.Ordinal),
            Directory.GetDirectories(Repository.PathOf("output")).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
}

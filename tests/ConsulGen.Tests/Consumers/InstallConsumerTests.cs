using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Consumers;

/// <summary>What the shell makes of every install.sh, and of the other scripts of a bundle.</summary>
public class InstallConsumerTests
{
    public static TheoryData<string> Hosts => [.. BundleHost.Samples.Select(h => h.Key)];

    /// <summary>The one that every host has, and whatever one has instead; what is said of a text need not be asked again.</summary>
    private static IEnumerable<string> Scripts =>
        BundleHost.All.Select(h => h.Script)
            .Concat(Directory.GetFiles(Repository.PathOf("src/ConsulGen.Core/Emitters"), "*.sh", SearchOption.AllDirectories))
            .DistinctBy(File.ReadAllText);

    [ConsumerFact("bash")]
    public void bash_can_read_every_script() => Assert.All(Scripts, script => Assert.Equal(new Ran(0, "", ""), Run.Program("bash", ["-n", script])));

    [ConsumerFact("shellcheck")]
    public void shellcheck_has_nothing_to_say()
    {
        var ran = Run.Program(Programs.Path("shellcheck"), ["--norc", .. Scripts]);

        Assert.Equal(new Ran(0, "", ""), ran);
    }

    [ConsumerTheory("bash")]
    [MemberData(nameof(Hosts))]
    public void it_installs_every_file_at_its_place_and_then_has_nothing_to_do(string key)
    {
        var host = BundleHost.Of(key);
        using var root = host.Installed();

        Assert.True(host.FirstInstall.Error.Length == 0, host.FirstInstall.Error);
        Assert.NotEmpty(host.Files);
        Assert.All(host.Files, f => Assert.Equal(host.Bytes(f), File.ReadAllBytes(root.Path + f)));

        var before = Snapshot(root);
        var second = host.Install(root.Path);

        Assert.True(second.ExitCode == 0, second.Error + second.Out);
        Assert.Equal(before, Snapshot(root));
        Assert.EndsWith("; nothing to do\n", second.Out, StringComparison.Ordinal);
    }

    /// <summary>Everything below: kind, mode, owner, path, size, inode and times of content and of attributes.</summary>
    private static string[] Snapshot(ScratchFolder root) =>
        Run.Program("find", [root.Path, "-printf", "%y %m %U:%G %p %s @%i %T@ %C@\n"]).Out.Split('\n').Order(StringComparer.Ordinal).ToArray();
}

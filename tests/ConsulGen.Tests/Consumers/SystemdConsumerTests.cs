using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Consumers;

/// <summary>What systemd makes of the units, where install.sh put them.</summary>
[SupportedOSPlatform("linux")]
public class SystemdConsumerTests
{
    public static TheoryData<string> Hosts => BundleHost.With(IsUnit);

    /// <summary>It ends with 0 for much that it ignores, and says so; hence not a word is right.</summary>
    [ConsumerTheory("systemd-analyze", "/bin/kill")]
    [MemberData(nameof(Hosts))]
    public void systemd_has_nothing_to_say_about_a_unit(string key)
    {
        var host = BundleHost.Of(key);
        using var root = host.Installed();
        var programs = host.Files.Where(IsUnit).SelectMany(f => Values(host.Read(f), "Exec[A-Za-z]+")).Select(v => v.Split(' ')[0].Trim('"'));
        // Consul, and what every machine has: nothing else may be asked for.
        foreach (var program in programs.Where(p => p == host.Setting("binary") || File.Exists(p)))
        {
            root.Write(program.TrimStart('/'), "");
            File.SetUnixFileMode(root[program.TrimStart('/')], UnixFileMode.UserExecute | UnixFileMode.UserRead);
        }

        // Not of other units: the machine's own are not in this root.
        var ran = Run.Program(
            Programs.Path("systemd-analyze"),
            [$"--root={root.Path}", "--recursive-errors=no", "--man=no", "verify", .. host.Files.Where(IsUnit).Select(f => root.Path + f)]);

        Assert.True(ran is { Out: "", Error: "" }, ran.Error + ran.Out);
        Assert.Equal(0, ran.ExitCode);
    }

    [ConsumerTheory("systemd-analyze")]
    [MemberData(nameof(Hosts))]
    public void systemd_finds_a_service_well_confined(string key)
    {
        var host = BundleHost.Of(key);
        using var root = host.Installed();

        foreach (var unit in host.Files.Where(f => f.EndsWith(".service", StringComparison.Ordinal)))
        {
            var ran = Run.Program(Programs.Path("systemd-analyze"), ["security", "--offline=true", "--threshold=30", "--no-pager", root.Path + unit]);

            Assert.True(ran.Error.Length == 0, ran.Error);
            Assert.True(ran.ExitCode == 0, ran.Out);
        }
    }

    /// <summary>systemd does not start a service when one of these is missing (226/NAMESPACE, 200/CHDIR).</summary>
    [ConsumerTheory("bash")]
    [MemberData(nameof(Hosts))]
    public void all_that_a_unit_needs_is_there_after_the_installation(string key)
    {
        var host = BundleHost.Of(key);
        using var root = host.Installed();

        foreach (var unit in host.Files.Where(IsUnit).Select(host.Read))
        {
            var folders = Values(unit, "(?:ReadWritePaths|WorkingDirectory)").SelectMany(v => v.Split(' ')).Where(p => p is ['/', ..]);
            Assert.All(folders, p => Assert.True(Directory.Exists(root.Path + p), p));
            Assert.All(Values(unit, "AssertFileNotEmpty"), p => Assert.NotEqual(0, new FileInfo(root.Path + p).Length));
        }
    }

    private static bool IsUnit(string file) =>
        Path.GetExtension(file) is ".service" or ".timer" or ".socket" or ".path" or ".target" && file.Contains("/systemd/", StringComparison.Ordinal);

    private static IEnumerable<string> Values(string unit, string key) =>
        Regex.Matches(unit, $"^{key}=(.+)$", RegexOptions.Multiline).Select(m => m.Groups[1].Value);
}

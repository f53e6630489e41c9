using System.Diagnostics;
using System.Runtime.Versioning;
using ConsulGen.Cli.Files;
using ConsulGen.Core.Bundles;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Files;

/// <summary>A real folder for bundles, gone after the test.</summary>
internal sealed class OutputFolder : IDisposable
{
    public const string Name = "prod";

    private readonly string _top = Directory.CreateTempSubdirectory("consulgen-").FullName;

    public string Path => System.IO.Path.Join(_top, "output");

    /// <summary>A place beside the output, for what a link may point to.</summary>
    public string Outside(string name) => System.IO.Path.Join(_top, name);

    /// <summary>A path in the bundle; of the bundle itself without one.</summary>
    public string this[string path] => System.IO.Path.Join(Path, Name, path);

    /// <summary>The names beside the bundle that a build uses for itself.</summary>
    public string Neighbour(string suffix) => System.IO.Path.Join(Path, $".{Name}.consulgen-{suffix}");

    public static Bundle BundleOf(params IEnumerable<BundleFile> files) => BundleOf(Name, files);

    /// <summary>With a part for each folder at the top.</summary>
    public static Bundle BundleOf(string name, IEnumerable<BundleFile> files)
    {
        var parts = files.OrderBy(f => f.Path, StringComparer.Ordinal).GroupBy(f => f.Path.Split('/')[0]).Select(g => g.ToList()).ToList();
        return new Bundle(name, parts.Count, part => parts[part]);
    }

    public string Build(Bundle bundle, bool force = false) => Show(new BundleWriter(Path).Write(bundle, force));

    public string Check(Bundle bundle) => Show(new BundleWriter(Path).Compare(bundle));

    public string Read(string path) => File.ReadAllText(this[path]);

    public void Put(string path, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[path]) ?? "");
        File.WriteAllText(this[path], text);
    }

    /// <summary>Type, inode, time, mode and path of everything in the output folder, the folder included.</summary>
    public string Inodes(string under = "") => Run("find", System.IO.Path.Join(Path, under), "-printf", "%y %i %T@ %m %p\\n");

    public string Inode(string path) => Run("stat", "-c", "%i", this[path]);

    /// <summary>Asserts that the bundle is on disk as it should be, byte for byte, with its modes, nothing else, and nothing beside it.</summary>
    public void AssertHolds(Bundle bundle)
    {
        AssertBundleHolds(bundle);
        Assert.Equal([Name], Directory.EnumerateFileSystemEntries(Path).Select(System.IO.Path.GetFileName));
    }

    public void AssertBundleHolds(Bundle bundle)
    {
        var found = Directory.EnumerateFiles(this[""], "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(bundle.Files.Select(f => this[f.Path]), found);
        foreach (var file in bundle.Files)
        {
            Assert.Equal(file.Text, Read(file.Path));
            if (!OperatingSystem.IsWindows()) Assert.Equal(file.Executable ? "755" : "644", Mode(file.Path));
        }
    }

    public string Mode(string path) => OperatingSystem.IsWindows() ? "" : Convert.ToString((int)File.GetUnixFileMode(this[path]), 8);

    public void Dispose()
    {
        if (!OperatingSystem.IsWindows()) Unlock(_top);
        Directory.Delete(_top, recursive: true);
    }

    [UnsupportedOSPlatform("windows")]
    private static void Unlock(string folder)
    {
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var below in new DirectoryInfo(folder).EnumerateDirectories().Where(d => d.LinkTarget is null)) Unlock(below.FullName);
    }

    private static string Show(BundleChanges changes) => string.Join(", ", changes.Changes.Select(c => $"{c.Kind} {c.Path}"));

    private static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true });
        Assert.NotNull(process);
        return process.StandardOutput.ReadToEnd();
    }
}

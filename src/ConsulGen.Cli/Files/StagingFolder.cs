using ConsulGen.Core;
using ConsulGen.Core.Bundles;

namespace ConsulGen.Cli.Files;

/// <summary>
/// A complete next bundle beside the one in use. What stays the same is the same file under a second name, so a build costs
/// no copy, and a foreign file keeps its inode, owner and attributes.
/// </summary>
internal sealed class StagingFolder(string folder, string former, BundleComparison plan, Bundle bundle, BundleIndex index)
{
    private const UnixFileMode OwnerMayAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private const UnixFileMode NewFolder = OwnerMayAll
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    // From a relative path every call below would ask for the current directory first.
    private readonly string _folder = Path.GetFullPath(folder);
    private readonly string _former = Path.GetFullPath(former);
    private bool _umaskIsHarmless;

    public void Make()
    {
        var folders = plan.Folders();
        // The first folder shows whether what is created with a mode has it; then each other one costs one call instead of three.
        if (!OperatingSystem.IsWindows()) _umaskIsHarmless = (Directory.CreateDirectory(_folder, NewFolder).UnixFileMode & ~UnixFileMode.SetGroup) == NewFolder;
        foreach (var level in folders.GroupBy(f => Depth(f.Path)).OrderBy(l => l.Key)) Work.ForEach([.. level], MakeFolder);
        Work.ForEach(plan.ToCarry(), Carry);
        Work.ForEach([.. plan.ToWrite.GroupBy(f => f.Part)], Write);
        if (OperatingSystem.IsWindows()) return;
        foreach (var closed in folders.Where(f => f.Mode != default && !f.Mode.HasFlag(OwnerMayAll))) File.SetUnixFileMode(In(_folder, closed.Path), closed.Mode);
    }

    private void MakeFolder(DiskEntry entry)
    {
        var path = In(_folder, entry.Path);
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        Directory.CreateDirectory(path, NewFolder);
        if (entry.Mode == default && _umaskIsHarmless) return;
        // A folder with the group bit hands it down, and a plain 0755 would take it away again.
        var mode = entry.Mode != default ? entry.Mode | OwnerMayAll : NewFolder | (File.GetUnixFileMode(path) & UnixFileMode.SetGroup);
        File.SetUnixFileMode(path, mode);
    }

    private void Write(IGrouping<int, BundleEntry> files)
    {
        var made = files.Key == BundleIndex.PartOfManifest ? [index.Manifest] : bundle.Part(files.Key);
        var wanted = files.Select(f => f.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var file in made)
            if (wanted.Contains(file.Path)) FileContent.Create(In(_folder, file.Path), file.Content.Bytes, file.Executable, _umaskIsHarmless);
    }

    private void Carry(DiskEntry entry)
    {
        var from = In(_former, entry.Path);
        var to = In(_folder, entry.Path);
        if ((entry.Kind == EntryKind.File || OperatingSystem.IsLinux()) && NativeMethods.TryLink(from, to)) return;
        if (entry.Kind == EntryKind.File)
        {
            File.Copy(from, to);
            return;
        }

        var link = new FileInfo(from);
        var target = link.LinkTarget ?? throw new IOException($"Cannot read the symbolic link '{from}'");
        if (link.Attributes.HasFlag(FileAttributes.Directory)) Directory.CreateSymbolicLink(to, target);
        else File.CreateSymbolicLink(to, target);
    }

    private static string In(string top, string path) => Path.Join(top, path);

    private static int Depth(string path) => path.Length == 0 ? 0 : 1 + path.AsSpan().Count('/');
}

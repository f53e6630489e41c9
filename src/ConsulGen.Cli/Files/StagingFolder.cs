using System.Collections.Concurrent;
using ConsulGen.Cli.SystemCalls;
using ConsulGen.Core.Bundles;
using ConsulGen.Core.Threads;

namespace ConsulGen.Cli.Files;

/// <summary>
/// A complete next bundle beside the one in use. What stays the same is the same file under a second name, so a build costs
/// no copy, and a foreign file keeps its inode, owner and attributes.
/// </summary>
internal sealed class StagingFolder(string folder, string former, Bundle bundle) : IDisposable
{
    private const UnixFileMode OwnerMayAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private const UnixFileMode NewFolder = OwnerMayAll
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    // From a relative path every call below would ask for the current directory first.
    private readonly string _folder = Path.GetFullPath(folder);
    private readonly string _former = Path.GetFullPath(former);
    private bool _umaskIsHarmless;
    private int? _descriptor;

    /// <summary>Makes the whole bundle in one pass, where there is no former one.</summary>
    public BundleIndex MakeNew()
    {
        var made = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        // Most files are in a folder that is made, of which no string is needed.
        var known = made.GetAlternateLookup<ReadOnlySpan<char>>();
        MakeTop();
        MakeFolder(new DiskEntry("", EntryKind.Directory));
        made[""] = true;
        var index = bundle.Index(Write);
        Write(index.Manifest);
        return index;

        void Write(BundleFile file)
        {
            RelativePath.Check(file.Path);
            MakeParent(file.Path);
            Create(file);
        }

        // Two threads may both make a folder, but none goes on before it is there.
        void MakeParent(string path)
        {
            if (known.ContainsKey(path.AsSpan(0, Math.Max(path.LastIndexOf('/'), 0)))) return;
            var parent = RelativePath.Parent(path);
            MakeParent(parent);
            MakeFolder(new DiskEntry(parent, EntryKind.Directory));
            made[parent] = true;
        }
    }

    /// <summary>Makes the next bundle out of what stays of the former one and of what changes.</summary>
    public void Make(BundleComparison plan, BundleIndex index)
    {
        var folders = plan.Folders();
        MakeTop();
        foreach (var level in folders.GroupBy(f => Depth(f.Path)).OrderBy(l => l.Key)) Workers.ForEach([.. level], MakeFolder);
        Workers.ForEach(plan.ToCarry(), Carry);
        Workers.ForEach([.. plan.ToWrite.GroupBy(f => f.Part)], files => Write(files, index));
        if (OperatingSystem.IsWindows()) return;
        foreach (var closed in folders.Where(f => f.Mode != default && !f.Mode.HasFlag(OwnerMayAll)))
            File.SetUnixFileMode(In(_folder, closed.Path), closed.Mode);
    }

    public void Dispose()
    {
        if (_descriptor is { } descriptor) LinuxCalls.Close(descriptor);
    }

    /// <summary>The first folder shows whether what is created with a mode has it; then each other one costs one call instead of three.</summary>
    private void MakeTop()
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(_folder);
        else _umaskIsHarmless = (Directory.CreateDirectory(_folder, NewFolder).UnixFileMode & ~UnixFileMode.SetGroup) == NewFolder;
        // Under another umask each mode is set once more, which the class library does.
        if (_umaskIsHarmless) _descriptor = LinuxCalls.TryOpen(_folder);
    }

    private void MakeFolder(DiskEntry entry)
    {
        if (_descriptor is { } descriptor && entry.Mode == default && LinuxCalls.TryMakeFolder(descriptor, entry.Path, NewFolder)) return;
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

    private void Write(IGrouping<int, BundleEntry> files, BundleIndex index)
    {
        var wanted = files.Select(f => f.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var file in files.Key == BundleIndex.PartOfManifest ? [index.Manifest] : bundle.Part(files.Key))
            if (wanted.Contains(file.Path)) Create(file);
    }

    private void Create(BundleFile file)
    {
        if (_descriptor is { } descriptor && LinuxCalls.TryCreate(descriptor, file.Path, FileContent.ModeOf(file.Executable), file.Content.Bytes)) return;
        // What failed fails here too, and says why.
        FileContent.Create(In(_folder, file.Path), file.Content.Bytes, file.Executable, _umaskIsHarmless);
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

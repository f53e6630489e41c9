using ConsulGen.Core.Threads;

namespace ConsulGen.Cli.Files;

/// <summary>Everything below a folder, with symbolic links neither followed nor entered. A missing folder is an empty one.</summary>
internal sealed class FolderListing
{
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    private readonly Dictionary<string, DiskEntry> _entries = new(StringComparer.Ordinal);

    // From a relative path every look into it would ask for the current directory first.
    private FolderListing(string folder) => Folder = Path.GetFullPath(folder);

    public string Folder { get; }

    public IReadOnlyCollection<DiskEntry> Entries => _entries.Values;

    /// <summary>Folders by depth, the top first: each level can be made once the former is there.</summary>
    public List<List<DiskEntry>> FolderLevels { get; } = [];

    public static FolderListing Of(string folder)
    {
        var listing = new FolderListing(folder);
        var top = EntryAt(folder);
        if (top.Kind != EntryKind.Directory) return listing;
        for (List<DiskEntry> level = [top with { Path = "" }]; level.Count > 0; level = listing.Read(level)) listing.FolderLevels.Add(level);
        return listing;
    }

    /// <summary>What stands at a path of the file system.</summary>
    public static DiskEntry EntryAt(string path)
    {
        var info = new FileInfo(path);
        return (int)info.Attributes == -1 ? default : EntryOf("", info);
    }

    public DiskEntry Find(string path) => _entries.GetValueOrDefault(path);

    /// <summary>The folder's own entry has the path <c>""</c>.</summary>
    public DiskEntry Top => FolderLevels is [[var top], ..] ? top : default;

    private List<DiskEntry> Read(List<DiskEntry> folders)
    {
        var children = new DiskEntry[folders.Count][];
        Workers.For(folders.Count, i => children[i] = Children(folders[i].Path));
        var next = new List<DiskEntry>();
        foreach (var entry in children.SelectMany(c => c))
        {
            _entries.Add(entry.Path, entry);
            if (entry.Kind == EntryKind.Directory) next.Add(entry);
        }

        return next;
    }

    private DiskEntry[] Children(string folder)
    {
        var prefix = folder.Length == 0 ? "" : folder + "/";
        return [.. new DirectoryInfo(Path.Join(Folder, folder)).EnumerateFileSystemInfos("*", Everything).Select(info => EntryOf(prefix, info))];
    }

    private static DiskEntry EntryOf(string prefix, FileSystemInfo info)
    {
        var path = prefix + info.Name;
        var attributes = info.Attributes;
        if (attributes.HasFlag(FileAttributes.ReparsePoint)) return new DiskEntry(path, EntryKind.Link);
        var mode = OperatingSystem.IsWindows() ? default : info.UnixFileMode;
        return attributes.HasFlag(FileAttributes.Directory)
            ? new DiskEntry(path, EntryKind.Directory, Mode: mode)
            : new DiskEntry(path, EntryKind.File, ((FileInfo)info).Length, mode);
    }
}

using System.Collections.Immutable;
using System.Text;
using ConsulGen.Core.Bundles;
using ConsulGen.Core.Threads;

namespace ConsulGen.Cli.Files;

/// <summary>
/// Judges every path of a bundle and of the folder on disk, without touching either: what is reported, and of what the next folder is made.
/// </summary>
internal sealed class BundleComparison
{
    private readonly FolderListing _disk;
    private readonly bool _force;
    private readonly Lazy<Manifest?> _former;
    private readonly List<BundleChange> _changes = [];
    private readonly HashSet<string> _reported = new(StringComparer.Ordinal);
    private readonly List<BundleEntry> _toWrite = [];

    /// <summary>What is on disk and not in the next folder.</summary>
    private readonly HashSet<string> _dropped = new(StringComparer.Ordinal);

    /// <summary>Folders with something in them that stays.</summary>
    private readonly HashSet<string> _occupied = new(StringComparer.Ordinal);

    /// <summary>Folders that no build made; they stay even when they are empty.</summary>
    private readonly HashSet<string> _foreign = new(StringComparer.Ordinal);

    /// <summary>Whether the files of a folder of the bundle can be there: false when something else stands in its place.</summary>
    private readonly Dictionary<string, bool> _open = new(StringComparer.Ordinal) { [""] = true };

    public BundleComparison(FolderListing disk, BundleIndex index, bool force)
    {
        _disk = disk;
        _force = force;
        _former = new Lazy<Manifest?>(ReadManifest);
        var differing = HashDiffering(index.Files);
        JudgeStale(index.Files);
        FindFoldersThatStay();
        for (var i = 0; i < differing.Length; i++) Judge(index.Files[i], differing[i]);
        _changes.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
    }

    public ImmutableArray<BundleChange> Changes => [.. _changes];

    /// <summary>False when all that differs is kept.</summary>
    public bool HasWork => _toWrite.Count > 0 || _dropped.Count > 0;

    public IReadOnlyList<BundleEntry> ToWrite => _toWrite;

    /// <summary>The files and links that the next folder takes over as they are, foreign ones included.</summary>
    public IReadOnlyList<DiskEntry> ToCarry() =>
        [.. _disk.Entries.Where(e => e.Kind != EntryKind.Directory && !_dropped.Contains(e.Path))];

    /// <summary>The folders of the next folder, itself included, as they are on disk or with the mode 0.</summary>
    public IReadOnlyList<DiskEntry> Folders()
    {
        var folders = new HashSet<string>(_occupied, StringComparer.Ordinal) { "" };
        folders.UnionWith(_foreign);
        foreach (var file in _toWrite) RelativePath.AddParents(folders, file.Path);
        return [.. folders.Select(f => (f.Length == 0 ? _disk.Top : _disk.Find(f)) is { Kind: EntryKind.Directory } old
            ? old
            : new DiskEntry(f, EntryKind.Directory))];
    }

    /// <summary>For every file of the bundle that is a file on disk: null when the bytes are equal, else the hash of those on disk.</summary>
    private string?[] HashDiffering(ImmutableArray<BundleEntry> files)
    {
        var hashes = new string?[files.Length];
        Workers.For(files.Length, i =>
        {
            if (_disk.Find(files[i].Path) is { Kind: EntryKind.File } entry)
                hashes[i] = FileContent.Hash(FullPath(entry.Path), entry.Length) is var hash && hash != files[i].Sha256 ? hash : null;
        });
        return hashes;
    }

    private void JudgeStale(ImmutableArray<BundleEntry> files)
    {
        if (_former.Value is not { } former) return;
        var made = files.Select(f => f.Path).ToHashSet(StringComparer.Ordinal);
        DiskEntry[] stale = [.. former.Files.Keys.Where(p => !made.Contains(p)).Select(_disk.Find).Where(e => e.Kind is EntryKind.File or EntryKind.Link)];
        var removed = new bool[stale.Length];
        Workers.For(
            stale.Length,
            i =>
                removed[i] = _force
                    || (stale[i].Kind == EntryKind.File && IsAsWritten(stale[i].Path, FileContent.Hash(FullPath(stale[i].Path), stale[i].Length))));
        for (var i = 0; i < stale.Length; i++)
        {
            if (removed[i]) Drop(stale[i].Path, ChangeKind.Removed);
            else Report(stale[i].Path, ChangeKind.Edited);
        }
    }

    private void FindFoldersThatStay()
    {
        var ours = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in _former.Value?.Files.Keys ?? []) RelativePath.AddParents(ours, path);
        foreach (var entry in _disk.Entries)
        {
            if (entry.Kind != EntryKind.Directory)
            {
                if (!_dropped.Contains(entry.Path)) RelativePath.AddParents(_occupied, entry.Path);
            }
            else if (!ours.Contains(entry.Path))
            {
                _foreign.Add(entry.Path);
                RelativePath.AddParents(_occupied, entry.Path);
            }
        }
    }

    private void Judge(BundleEntry file, string? differing)
    {
        if (!IsOpen(RelativePath.Parent(file.Path))) return;
        var entry = _dropped.Contains(file.Path) ? default : _disk.Find(file.Path);
        switch (entry.Kind)
        {
            case EntryKind.None:
                Write(file, ChangeKind.Added);
                break;
            case EntryKind.File when differing is null:
                if (!FileContent.HasModeOf(entry.Mode, file.Executable)) Write(file, ChangeKind.Changed);
                break;
            case EntryKind.File when _force || IsAsWritten(file.Path, differing):
                Write(file, ChangeKind.Changed);
                break;
            case EntryKind.File:
                Report(file.Path, IsOurs(file.Path) ? ChangeKind.Edited : ChangeKind.InTheWay);
                break;
            case EntryKind.Link when _force:
                Write(file, ChangeKind.Changed);
                break;
            case EntryKind.Directory when !_occupied.Contains(file.Path) && (_force || !_foreign.Contains(file.Path)):
                _foreign.Remove(file.Path);
                Write(file, ChangeKind.Added);
                break;
            default:
                Report(file.Path, ChangeKind.InTheWay);
                break;
        }
    }

    /// <summary>A file or a link where the bundle has a folder is reported once, not for every file below.</summary>
    private bool IsOpen(string folder)
    {
        if (_open.TryGetValue(folder, out var known)) return known;
        var open = IsOpen(RelativePath.Parent(folder));
        if (open && _disk.Find(folder).Kind is EntryKind.File or EntryKind.Link && !_dropped.Contains(folder))
        {
            open = _force;
            if (_force) Drop(folder, ChangeKind.Removed);
            else Report(folder, ChangeKind.InTheWay);
        }

        return _open[folder] = open;
    }

    /// <summary>The manifest does not list itself, and one that can be read is as good as one that we wrote: it is made anew every time.</summary>
    private bool IsAsWritten(string path, string hash) =>
        path == Manifest.FileName
            ? _former.Value is not null
            : _former.Value is { } former && former.Files.TryGetValue(path, out var item) && item.Sha256 == hash;

    private bool IsOurs(string path) => path == Manifest.FileName || _former.Value?.Files.ContainsKey(path) == true;

    private void Write(BundleEntry file, ChangeKind kind)
    {
        _toWrite.Add(file);
        if (_disk.Find(file.Path).Kind != EntryKind.None) _dropped.Add(file.Path);
        Report(file.Path, kind);
    }

    private void Drop(string path, ChangeKind kind)
    {
        _dropped.Add(path);
        Report(path, kind);
    }

    private void Report(string path, ChangeKind kind)
    {
        if (_reported.Add(path)) _changes.Add(new BundleChange(path, kind));
    }

    private Manifest? ReadManifest() =>
        _disk.Find(Manifest.FileName) is { Kind: EntryKind.File, Length: > 0 }
            ? Manifest.Parse(File.ReadAllText(FullPath(Manifest.FileName), Encoding.UTF8))
            : null;

    private string FullPath(string path) => Path.Join(_disk.Folder, path);
}

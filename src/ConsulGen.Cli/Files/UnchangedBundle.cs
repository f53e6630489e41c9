using ConsulGen.Core;
using ConsulGen.Core.Bundles;

namespace ConsulGen.Cli.Files;

/// <summary>
/// The usual case: every file is on disk as the bundle has it. To see this needs no list of the folder, which costs more than to read
/// the files. Since the manifest is one of them, nothing can be stale either.
/// </summary>
internal static class UnchangedBundle
{
    public static bool IsAt(string folder, Bundle bundle)
    {
        // From a relative path every look below would ask for the current directory first.
        folder = Path.GetFullPath(folder);
        var parents = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in bundle.Files) RelativePath.AddParents(parents, file.Path);
        // A link in a folder's place would show files that are not the bundle's.
        return All([.. parents], parent => FolderListing.EntryAt(Path.Join(folder, parent)).Kind == EntryKind.Directory)
            && All(bundle.Files, file => IsSame(Path.Join(folder, file.Path), file));
    }

    private static bool IsSame(string path, BundleFile file) =>
        FolderListing.EntryAt(path) is { Kind: EntryKind.File } entry
        && FileContent.HasModeOf(entry, file.Executable)
        && FileContent.HashUnlessEqual(path, entry.Length, file.Text) is null;

    private static bool All<T>(IReadOnlyList<T> items, Func<T, bool> isSame)
    {
        var differs = false;
        Work.ForEach(items, item =>
        {
            if (!Volatile.Read(ref differs) && !isSame(item)) Volatile.Write(ref differs, true);
        });
        return !differs;
    }
}

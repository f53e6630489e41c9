using System.Collections.Immutable;
using ConsulGen.Core;
using ConsulGen.Core.Bundles;

namespace ConsulGen.Cli.Files;

/// <summary>
/// A bundle beside the folder that may hold it already, in one pass over its files as they are made. To see the usual case, that
/// nothing has changed, needs no list of the folder, which costs more than to read the files. Since the manifest is one of them,
/// nothing can be stale either.
/// </summary>
internal sealed class BundleSurvey
{
    private readonly string _folder;
    private bool _differs;

    private BundleSurvey(Bundle bundle, BundlePlace place)
    {
        // From a relative path every look below would ask for the current directory first.
        _folder = Path.GetFullPath(place.Folder);
        _differs = FolderListing.EntryAt(InFolder(Manifest.FileName)).Kind != EntryKind.File;
        Index = bundle.Index(Look);
        var folders = RelativePath.FoldersOf(Index);
        HasManifest = IsThere(Index.Manifest);
        IsUnchanged = !_differs && HasManifest;
        // A link in a folder's place would show files that are not the bundle's.
        if (IsUnchanged) Work.ForEach([.. folders], parent => Need(FolderListing.EntryAt(InFolder(parent)).Kind == EntryKind.Directory));
        IsUnchanged = !_differs && HasManifest;
    }

    public BundleIndex Index { get; }

    /// <summary>Every file is on disk as the bundle has it, and none is stale.</summary>
    public bool IsUnchanged { get; }

    /// <summary>The manifest on disk is the bundle's.</summary>
    public bool HasManifest { get; }

    public static BundleSurvey Of(Bundle bundle, BundlePlace place)
    {
        place.Check();
        return new BundleSurvey(bundle, place);
    }

    public BundleChanges Changes(ImmutableArray<FileChange> changes) => new(changes, Index.Files.Length);

    private void Look(BundleFile file)
    {
        RelativePath.Check(file.Path);
        if (!Volatile.Read(ref _differs)) Need(IsThere(file));
    }

    private void Need(bool isSame)
    {
        if (!isSame) Volatile.Write(ref _differs, true);
    }

    private bool IsThere(BundleFile file)
    {
        try
        {
            var path = InFolder(file.Path);
            return FolderListing.EntryAt(path) is { Kind: EntryKind.File } entry
                && FileContent.HasModeOf(entry, file.Executable)
                && entry.Length == file.Content.Bytes.Length
                && FileContent.Holds(path, file.Content.Bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // who compares file by file says what is wrong
        }
    }

    private string InFolder(string path) => Path.Join(_folder, path);
}

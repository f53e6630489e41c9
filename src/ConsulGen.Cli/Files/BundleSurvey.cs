using System.Collections.Immutable;
using ConsulGen.Core.Bundles;

namespace ConsulGen.Cli.Files;

/// <summary>
/// A bundle beside the folder that may hold it already, in one pass over its files as they are made. To see the usual case, that
/// nothing has changed, needs no list of the folder, which costs more than to read the files. Since the manifest is one of them,
/// nothing can be stale either.
/// </summary>
internal sealed class BundleSurvey
{
    private readonly LinkFreeFolder _folder;
    private bool _differs;

    private BundleSurvey(Bundle bundle, BundlePlace place, LinkFreeFolder folder)
    {
        _folder = folder;
        _differs = FolderListing.EntryAt(Path.Join(place.Folder, Manifest.FileName)).Kind != EntryKind.File;
        Index = bundle.Index(Look);
        RelativePath.CheckFolders(Index);
        HasManifest = folder.Holds(Index.Manifest);
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
        using var folder = new LinkFreeFolder(place.Folder);
        return new BundleSurvey(bundle, place, folder);
    }

    public BundleChanges Changes(ImmutableArray<BundleChange> changes) => new(changes, Index.Files.Length);

    private void Look(BundleFile file)
    {
        RelativePath.Check(file.Path);
        // Who compares file by file says what is wrong.
        if (!Volatile.Read(ref _differs) && !_folder.Holds(file)) Volatile.Write(ref _differs, true);
    }
}

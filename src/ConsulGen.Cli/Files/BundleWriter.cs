using ConsulGen.Core.Bundles;

namespace ConsulGen.Cli.Files;

/// <summary>
/// Writes a bundle to its folder in one step: whoever looks, and whenever a build is killed, finds the former bundle or the
/// new one, whole. Files that no build wrote, or that somebody edited, stay as they are. It does not wait for the disk
/// (fsync): after a power cut, Git has the bundle. The folder is another one after every change, so it cannot be a mount
/// point, and a shell that stands in it has to enter it again.
/// </summary>
/// <param name="outputDirectory">The folder above the bundle's; it is made when it is missing.</param>
public sealed class BundleWriter(string outputDirectory)
{
    /// <summary>What <see cref="Write"/> without force would report; reads only.</summary>
    /// <exception cref="BundleWriteException">The folder cannot be read, or is a symbolic link.</exception>
    public BundleChanges Compare(Bundle bundle) =>
        OnPlaceOf(bundle, folder => $"cannot read \"{folder}\"", place =>
            HasManifestOf(bundle, place) && UnchangedBundle.IsAt(place.Folder, bundle) ? new BundleChanges([]) : Compare(place, bundle, force: false).Changes);

    /// <param name="bundle">The whole bundle, with its manifest.</param>
    /// <param name="force">Replaces edited files, and foreign files and links where the bundle has its own; never a foreign folder with something in it.</param>
    /// <exception cref="BundleWriteException">Nothing was written.</exception>
    public BundleChanges Write(Bundle bundle, bool force) => OnPlaceOf(bundle, folder => $"cannot write \"{folder}\", which stays as it was", place =>
    {
        if (FindsNoWork(place, bundle, force) is { } changes) return changes;
        Directory.CreateDirectory(outputDirectory);
        using var buildLock = BuildLock.Take(place);
        place.Recover();
        var comparison = Compare(place, bundle, force);
        if (!comparison.HasWork) return comparison.Changes;
        try
        {
            new StagingFolder(place.Staging, place.Folder, comparison).Make();
            place.Swap();
        }
        finally
        {
            place.TryRemoveLeftovers();
        }

        return comparison.Changes;
    });

    /// <summary>
    /// Null when there is work. This looks without a lock, because a bundle without work is not written to, and may stand
    /// where nobody can. Another manifest says at once that there is work, so that the files are read only once.
    /// </summary>
    private static BundleChanges? FindsNoWork(BundlePlace place, Bundle bundle, bool force)
    {
        try
        {
            if (place.HasLeftovers || !HasManifestOf(bundle, place)) return null;
            if (UnchangedBundle.IsAt(place.Folder, bundle)) return new BundleChanges([]);
            return Compare(place, bundle, force) is { HasWork: false } same ? same.Changes : null;
        }
        catch (IOException)
        {
            return null; // another build may just now exchange the folders; with the lock, what fails is reported
        }
    }

    private static bool HasManifestOf(Bundle bundle, BundlePlace place)
    {
        place.Check();
        var path = Path.Join(place.Folder, Manifest.FileName);
        return FolderListing.EntryAt(path) is { Kind: EntryKind.File } entry
            && bundle.Files.FirstOrDefault(f => f.Path == Manifest.FileName) is { } manifest
            && FileContent.HashUnlessEqual(path, entry.Length, manifest.Text) is null;
    }

    private static BundleComparison Compare(BundlePlace place, Bundle bundle, bool force)
    {
        place.Check();
        return new BundleComparison(FolderListing.Of(place.Folder), bundle, force);
    }

    private BundleChanges OnPlaceOf(Bundle bundle, Func<string, string> failureOf, Func<BundlePlace, BundleChanges> action)
    {
        RelativePath.Check(bundle);
        var place = new BundlePlace(outputDirectory, bundle.Name);
        try
        {
            return action(place);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BundleWriteException($"{failureOf(place.Folder)}: {e.Message.TrimEnd('.')}", e);
        }
    }
}

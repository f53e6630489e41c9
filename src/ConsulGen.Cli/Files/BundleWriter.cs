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
    public BundleChanges Compare(Bundle bundle) => OnPlaceOf(bundle, folder => $"cannot read \"{folder}\"", place =>
    {
        var survey = BundleSurvey.Of(bundle, place);
        return survey.IsUnchanged ? survey.Changes([]) : survey.Changes(Compare(place, survey.Index, force: false).Changes);
    });

    /// <param name="bundle">The whole bundle.</param>
    /// <param name="force">Replaces edited files, and foreign files and links where the bundle has its own; never a foreign folder with
    /// something in it.</param>
    /// <exception cref="BundleWriteException">Nothing was written.</exception>
    public BundleChanges Write(Bundle bundle, bool force) => OnPlaceOf(bundle, folder => $"cannot write \"{folder}\", which stays as it was", place =>
    {
        var survey = place.IsFree ? null : BundleSurvey.Of(bundle, place);
        if (survey is not null && FindsNoWork(place, survey, force) is { } changes) return changes;
        Directory.CreateDirectory(outputDirectory);
        using var buildLock = BuildLock.Take(place);
        place.Recover();
        try
        {
            if (place.IsFree) return WriteNew(place, bundle);
            // Another build may have made it since.
            var index = (survey ?? BundleSurvey.Of(bundle, place)).Index;
            var comparison = Compare(place, index, force);
            if (comparison.HasWork)
            {
                using (var staging = new StagingFolder(place.Staging, place.Folder, bundle)) staging.Make(comparison, index);
                place.Swap();
            }

            return new BundleChanges(comparison.Changes, index.Files.Length);
        }
        finally
        {
            place.TryRemoveLeftovers();
        }
    });

    private static BundleChanges WriteNew(BundlePlace place, Bundle bundle)
    {
        BundleIndex index;
        using (var staging = new StagingFolder(place.Staging, place.Folder, bundle)) index = staging.MakeNew();
        place.Swap();
        return new BundleChanges([.. index.Files.Select(f => new BundleChange(f.Path, ChangeKind.Added))], index.Files.Length);
    }

    /// <summary>
    /// Null when there is work. This looks without a lock, because a bundle without work is not written to, and may stand
    /// where nobody can.
    /// </summary>
    private static BundleChanges? FindsNoWork(BundlePlace place, BundleSurvey survey, bool force)
    {
        try
        {
            if (place.HasLeftovers) return null;
            if (survey.IsUnchanged) return survey.Changes([]);
            // Another manifest says at once that there is work.
            return survey.HasManifest && Compare(place, survey.Index, force) is { HasWork: false } same ? survey.Changes(same.Changes) : null;
        }
        catch (IOException)
        {
            return null; // another build may just now exchange the folders; with the lock, what fails is reported
        }
    }

    private static BundleComparison Compare(BundlePlace place, BundleIndex index, bool force)
    {
        place.Check();
        return new BundleComparison(FolderListing.Of(place.Folder), index, force);
    }

    private BundleChanges OnPlaceOf(Bundle bundle, Func<string, string> failureOf, Func<BundlePlace, BundleChanges> action)
    {
        RelativePath.CheckName(bundle.Name);
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

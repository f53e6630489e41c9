using ConsulGen.Core.Bundles;
using ConsulGen.Core.Emitters.Building;
using ConsulGen.Core.Threads;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Planning.Changes;

/// <summary>Which files of two bundles differ.</summary>
internal static class FileDifference
{
    /// <summary>Of fewer agents, the files are made before a second thread has started; with 10,000 a plan takes a tenth less.</summary>
    private const int WorthThreads = 1000;

    /// <summary>The files that are no host's, but for the manifest, which always differs.</summary>
    public static ImmutableArray<FileChange> Shared(Topology old, Topology next)
    {
        List<BundleFile> before = [], after = [];
        Workers.Both(
            next.Agents.Length > WorthThreads,
            () => before.AddRange(BundleBuilder.SharedFiles(old)),
            () => after.AddRange(BundleBuilder.SharedFiles(next)));
        return Of(before, after, 0, 0);
    }

    /// <summary>The files in a host's folder, relative to it.</summary>
    public static ImmutableArray<FileChange> OfHost(Host old, Host next, TopologyChange change) =>
        Of(BundleBuilder.FilesOf(old, change.Old), BundleBuilder.FilesOf(next, change.New), old.Folder.Length + 1, next.Folder.Length + 1);

    /// <param name="oldStart">How much of the old paths says where the files are.</param>
    /// <param name="newStart">As <paramref name="oldStart"/>, of the new ones.</param>
    private static ImmutableArray<FileChange> Of(IEnumerable<BundleFile> old, IEnumerable<BundleFile> next, int oldStart, int newStart)
    {
        var before = old.ToDictionary(f => f.Path[oldStart..], StringComparer.Ordinal);
        var changes = new List<FileChange>();
        foreach (var file in next)
        {
            var path = file.Path[newStart..];
            if (!before.Remove(path, out var former)) changes.Add(new FileChange(FileChangeKind.Added, path));
            else if (former with { Path = file.Path } != file) changes.Add(new FileChange(FileChangeKind.Changed, path));
        }

        changes.AddRange(before.Keys.Select(path => new FileChange(FileChangeKind.Removed, path)));
        return [.. changes.OrderBy(c => c.Path, StringComparer.Ordinal)];
    }
}

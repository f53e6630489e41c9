using ConsulGen.Core.Bundles;

namespace ConsulGen.Core.Planning;

/// <summary>Which files of two bundles differ. The manifest always does, and says nothing.</summary>
internal static class BundleDifference
{
    public static ImmutableArray<FileChange> Of(Bundle old, Bundle next)
    {
        var before = old.Files.ToDictionary(f => f.Path, StringComparer.Ordinal);
        var changes = new List<FileChange>();
        foreach (var file in next.Files)
            if (!before.Remove(file.Path, out var former)) changes.Add(new FileChange(FileChangeKind.Added, file.Path));
            else if (former != file) changes.Add(new FileChange(FileChangeKind.Changed, file.Path));
        changes.AddRange(before.Keys.Select(path => new FileChange(FileChangeKind.Removed, path)));
        return [.. changes.Where(c => c.Path != Manifest.FileName).OrderBy(c => c.Path, StringComparer.Ordinal)];
    }
}

using System.Collections.Immutable;

namespace ConsulGen.Cli.Files;

/// <summary>What a build did, or would do, to a bundle on disk, in ordinal order of paths. Files that the bundle does not know are no change.</summary>
/// <param name="Files">How many the bundle has.</param>
public sealed record BundleChanges(ImmutableArray<BundleChange> Changes, int Files)
{
    public bool IsUpToDate => Changes.IsEmpty;
}

/// <param name="Path">Relative to the bundle, with <c>/</c>.</param>
/// <param name="Kind">What becomes of it.</param>
public readonly record struct BundleChange(string Path, ChangeKind Kind);

namespace ConsulGen.Core.Planning.Changes;

public enum FileChangeKind
{
    Added,
    Changed,
    Removed,
}

/// <summary>A file of the bundle that the change makes, alters or removes.</summary>
/// <param name="Path">Relative to the bundle, or to the folder of the host.</param>
public sealed record FileChange(FileChangeKind Kind, string Path);

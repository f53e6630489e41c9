namespace ConsulGen.Core.Planning;

public enum FileChangeKind
{
    Added,
    Changed,
    Removed,
}

/// <summary>A file of the bundle that the change makes, alters or removes.</summary>
/// <param name="Path">Relative to the bundle.</param>
public sealed record FileChange(FileChangeKind Kind, string Path);

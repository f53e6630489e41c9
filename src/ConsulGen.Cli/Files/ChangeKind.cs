namespace ConsulGen.Cli.Files;

/// <summary>
/// What becomes of a path. After <see cref="BundleWriter.Write"/>, <see cref="Edited"/> and <see cref="InTheWay"/> mean that
/// what stands there was kept; what <c>--force</c> replaced is <see cref="Changed"/> or <see cref="Removed"/>.
/// </summary>
public enum ChangeKind
{
    Added,

    /// <summary>Other bytes than the new ones, but those that a former build wrote; or the wrong executable bit.</summary>
    Changed,

    /// <summary>A former build wrote it, and this one does not.</summary>
    Removed,

    /// <summary>A former build wrote it, and somebody has changed it since.</summary>
    Edited,

    /// <summary>No build wrote what stands there: a file, a symbolic link, or a folder where a file belongs.</summary>
    InTheWay,
}

namespace ConsulGen.Cli.Files;

/// <summary>Something below a folder, as it is: a symbolic link is a link, whatever it points to. The default value is nothing at all.</summary>
/// <param name="Path">Relative to the folder, with <c>/</c>.</param>
/// <param name="Kind">Pipes and devices count as files of length 0, which nobody opens.</param>
/// <param name="Length">Bytes of a file.</param>
/// <param name="Mode">Of files and folders; unused on Windows.</param>
internal readonly record struct DiskEntry(string Path, EntryKind Kind, long Length = 0, UnixFileMode Mode = default);

internal enum EntryKind
{
    None,
    File,
    Directory,
    Link,
}

using System.Buffers;
using System.Collections.Concurrent;
using ConsulGen.Cli.SystemCalls;
using ConsulGen.Core.Bundles;

namespace ConsulGen.Cli.Files;

/// <summary>
/// Looks at files below a folder, and never through a symbolic link. On Linux one call opens a file and sees that no part of its path
/// is a link; elsewhere, and where a sandbox does not know that call, each part is looked at.
/// </summary>
internal sealed class LinkFreeFolder : IDisposable
{
    /// <summary>More than this of a file is not in memory at once.</summary>
    private const int Piece = 1 << 16;

    private readonly ConcurrentDictionary<string, bool> _folders = new(StringComparer.Ordinal);
    private readonly string _folder;
    private readonly int? _descriptor;

    /// <param name="folder">Which may be missing.</param>
    /// <param name="inOneCall">False looks at each part, as where the call is not to be had.</param>
    public LinkFreeFolder(string folder, bool inOneCall = true)
    {
        // From a relative path every look below would ask for the current directory first.
        _folder = Path.GetFullPath(folder);
        _descriptor = inOneCall ? LinuxCalls.TryOpen(_folder) : null;
    }

    /// <summary>Whether the file is there with this content and mode. False, too, where it cannot be read.</summary>
    public bool Holds(BundleFile file)
    {
        if (_descriptor is { } descriptor) return Holds(descriptor, file);
        try
        {
            var path = Path.Join(_folder, file.Path);
            return IsFolder(RelativePath.Parent(file.Path))
                && FolderListing.EntryAt(path) is { Kind: EntryKind.File } entry
                && FileContent.HasModeOf(entry.Mode, file.Executable)
                && entry.Length == file.Content.Bytes.Length
                && FileContent.Holds(path, file.Content.Bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        if (_descriptor is { } descriptor) LinuxCalls.Close(descriptor);
    }

    private static bool Holds(int folder, BundleFile file)
    {
        var content = file.Content.Bytes;
        var descriptor = LinuxCalls.OpenBelow(folder, file.Path);
        if (descriptor < 0) return false;
        try
        {
            return LinuxCalls.TryGetFile(descriptor, out var mode, out var length)
                && length == content.Length
                && FileContent.HasModeOf(mode, file.Executable)
                && Reads(descriptor, content);
        }
        finally
        {
            LinuxCalls.Close(descriptor);
        }
    }

    private static bool Reads(int descriptor, ReadOnlySpan<byte> content)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Min(content.Length, Piece));
        try
        {
            while (!content.IsEmpty)
            {
                var actual = buffer.AsSpan(0, Math.Min(content.Length, Piece));
                if (!LinuxCalls.ReadAll(descriptor, actual) || !content.StartsWith(actual)) return false;
                content = content[actual.Length..];
            }

            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Each is looked at once.</summary>
    private bool IsFolder(string path) =>
        _folders.GetOrAdd(
            path,
            p => (p.Length == 0 || IsFolder(RelativePath.Parent(p))) && FolderListing.EntryAt(Path.Join(_folder, p)).Kind == EntryKind.Directory);
}

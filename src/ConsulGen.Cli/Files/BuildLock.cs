using ConsulGen.Cli.SystemCalls;

namespace ConsulGen.Cli.Files;

/// <summary>
/// Keeps a second build out. The lock is the system's and ends with the process; the file that a killed build leaves locks nobody.
/// It is asked for here, because the program opens files without the locks that .NET would take on each of them.
/// </summary>
internal sealed class BuildLock : IDisposable
{
    // EWOULDBLOCK of Linux and of macOS, and Windows' sharing violation.
    private static readonly int[] Taken = [11, 35, unchecked((int)0x80070020)];

    private readonly FileStream _stream;

    private BuildLock(FileStream stream) => _stream = stream;

    public static BuildLock Take(BundlePlace place)
    {
        if (FolderListing.EntryAt(place.Lock).Kind == EntryKind.Link)
            throw new BundleWriteException($"\"{place.Lock}\" has the name of a build's lock, but is a symbolic link; remove it");
        try
        {
            var options = OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None;
            var stream = new FileStream(place.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, options);
            if (NativeMethods.TryLock(stream.SafeFileHandle) && IsStillThere(stream, place.Lock)) return new BuildLock(stream);
            stream.Dispose();
        }
        catch (IOException e) when (Taken.Contains(e.HResult))
        {
        }

        throw new BundleWriteException($"another build writes \"{place.Folder}\" at this moment; try again when it has ended");
    }

    /// <summary>Elsewhere than on Windows a file is removed while it is locked, so that nobody else's can be.</summary>
    public void Dispose()
    {
        if (!OperatingSystem.IsWindows()) File.Delete(_stream.Name);
        _stream.Dispose();
    }

    /// <summary>
    /// Between our opening and our locking, the other build may have ended and removed the file that we now hold. The file at
    /// the path is ours when it takes the length that we give to ours; to read it is not possible, since it is locked.
    /// </summary>
    private static bool IsStillThere(FileStream stream, string path)
    {
        var length = Random.Shared.Next(1, 1 << 16);
        stream.SetLength(length);
        return FolderListing.EntryAt(path) is { Kind: EntryKind.File } entry && entry.Length == length;
    }
}

using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using ConsulGen.Core.Bundles;

namespace ConsulGen.Cli.Files;

/// <summary>Bytes of single files.</summary>
internal static class FileContent
{
    private const UnixFileMode Plain = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Whether a file that is as long as these bytes holds them.</summary>
    public static bool Holds(string path, ReadOnlySpan<byte> bytes)
    {
        // A buffer of its own for each of 50,000 files takes an unchanged build 40 MB and a fifth more time.
        var buffer = ArrayPool<byte>.Shared.Rent(bytes.Length);
        try
        {
            var actual = buffer.AsSpan(0, bytes.Length);
            return Read(path, actual) == actual.Length && actual.SequenceEqual(bytes);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public static string Hash(string path, long length)
    {
        // Nothing to read, and it may be a pipe, which would wait for a writer.
        if (length == 0) return Content.HashOf([]);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    /// <summary>Creates a file whose mode does not depend on the umask.</summary>
    /// <param name="umaskIsHarmless">A new file has the mode that it is created with; asking for it again would cost a call for each.</param>
    public static void Create(string path, ReadOnlySpan<byte> content, bool executable, bool umaskIsHarmless)
    {
        var mode = ModeOf(executable);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.Read, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = mode;
        using var stream = new FileStream(path, options);
        if (!OperatingSystem.IsWindows() && !umaskIsHarmless) File.SetUnixFileMode(stream.SafeFileHandle, mode);
        stream.Write(content);
    }

    /// <summary>Gives a file another text in one step, and leaves its mode, its byte order mark and the links that lead to it as they are.</summary>
    public static void Replace(string path, string text)
    {
        var file = File.ResolveLinkTarget(Path.GetFullPath(path), returnFinalTarget: true)?.FullName ?? path;
        // What its owner has closed is not opened by way of its folder.
        using var old = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        Span<byte> mark = stackalloc byte[Encoding.UTF8.Preamble.Length];
        if (mark[..old.ReadAtLeast(mark, mark.Length, throwOnEndOfStream: false)].SequenceEqual(Encoding.UTF8.Preamble)) text = '\ufeff' + text;
        var next = Path.Join(Path.GetDirectoryName(file), $".{Path.GetRandomFileName()}.consulgen");
        try
        {
            Create(next, Encoding.UTF8.GetBytes(text), executable: false, umaskIsHarmless: true);
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(next, File.GetUnixFileMode(file));
            File.Move(next, file, overwrite: true);
        }
        finally
        {
            File.Delete(next);
        }
    }

    public static UnixFileMode ModeOf(bool executable) => executable ? Plain | Execute : Plain;

    /// <summary>Git, too, knows only whether the owner may execute a file.</summary>
    public static bool HasModeOf(UnixFileMode mode, bool executable) =>
        OperatingSystem.IsWindows() || mode.HasFlag(UnixFileMode.UserExecute) == executable;

    private static int Read(string path, Span<byte> buffer)
    {
        if (buffer.IsEmpty) return 0;
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var done = 0;
        while (done < buffer.Length)
        {
            var read = RandomAccess.Read(handle, buffer[done..], done);
            if (read == 0) break;
            done += read;
        }

        return done;
    }
}

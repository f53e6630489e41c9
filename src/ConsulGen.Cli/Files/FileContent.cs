using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using ConsulGen.Core.Bundles;

namespace ConsulGen.Cli.Files;

/// <summary>Bytes of single files: UTF-8 without BOM, through pooled buffers.</summary>
internal static class FileContent
{
    private const UnixFileMode Plain = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Null when the file holds just this text, otherwise the hash of what it does hold, as a manifest writes it.</summary>
    public static string? HashUnlessEqual(string path, long length, string text)
    {
        var expected = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        var actual = Array.Empty<byte>();
        try
        {
            var size = Encoding.UTF8.GetBytes(text, expected);
            if (size != length) return Hash(path, length);
            actual = ArrayPool<byte>.Shared.Rent(size);
            var read = actual.AsSpan(0, Read(path, actual.AsSpan(0, size)));
            return read.SequenceEqual(expected.AsSpan(0, size)) ? null : Manifest.Hash(read);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(expected);
            if (actual.Length > 0) ArrayPool<byte>.Shared.Return(actual);
        }
    }

    public static string Hash(string path, long length)
    {
        // Nothing to read, and it may be a pipe, which would wait for a writer.
        if (length == 0) return Manifest.Hash([]);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    /// <summary>Creates a file whose mode does not depend on the umask.</summary>
    /// <param name="umaskIsHarmless">A new file has the mode that it is created with; asking for it again would cost a call for each.</param>
    public static void Create(string path, string text, bool executable, bool umaskIsHarmless)
    {
        var mode = executable ? Plain | Execute : Plain;
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.Read, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = mode;
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            using var stream = new FileStream(path, options);
            if (!OperatingSystem.IsWindows() && !umaskIsHarmless) File.SetUnixFileMode(stream.SafeFileHandle, mode);
            stream.Write(bytes.AsSpan(0, Encoding.UTF8.GetBytes(text, bytes)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
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
            Create(next, text, executable: false, umaskIsHarmless: true);
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(next, File.GetUnixFileMode(file));
            File.Move(next, file, overwrite: true);
        }
        finally
        {
            File.Delete(next);
        }
    }

    /// <summary>Git, too, knows only whether the owner may execute a file.</summary>
    public static bool HasModeOf(DiskEntry entry, bool executable) =>
        OperatingSystem.IsWindows() || entry.Mode.HasFlag(UnixFileMode.UserExecute) == executable;

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

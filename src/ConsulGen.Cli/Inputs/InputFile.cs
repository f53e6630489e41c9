using ConsulGen.Cli.SystemCalls;

namespace ConsulGen.Cli.Inputs;

/// <summary>
/// Reads a file that a user names, or that somebody else put where a job looks for it: up to a limit, never waiting for a pipe or a device,
/// and never led out of the folder that the user meant by a link.
/// </summary>
internal static class InputFile
{
    private const int RegularFile = 0x8000;

    /// <summary>What a shell hands over for <c>&lt;(…)</c>, and standard input by its name: pipes with somebody at their other end.</summary>
    private static readonly string[] Handed = ["/dev/fd/", "/proc/self/fd/", "/dev/stdin"];

    /// <param name="IsFile">False for what can be read once only.</param>
    public readonly record struct Content(byte[] Bytes, bool IsFile);

    /// <exception cref="InputException">It cannot be read, is no file, is a link that leads elsewhere, or is larger than the limit.</exception>
    public static Content Read(string path, int mostBytes)
    {
        try
        {
            var isHanded = Array.Exists(Handed, h => path.StartsWith(h, StringComparison.Ordinal));
            if (!isHanded) CheckIsFile(path);
            using var stream = File.OpenRead(path);
            return new Content(ReadBytes(path, stream, mostBytes), stream.CanSeek);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException($"cannot read {path}: there is no such file");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"cannot read {path}: {e.Message}");
        }
    }

    /// <summary>False for what would be waited for; true where the system does not say.</summary>
    public static bool IsFile(string path) => Descriptors.TypeAt(path) is null or RegularFile;

    public static InputException TooLarge(string path, int mostBytes) =>
        new(FormattableString.Invariant($"{path} is larger than {mostBytes / 1024 / 1024} MB, which none is; use ranges, or a directory of files"));

    private static void CheckIsFile(string path)
    {
        LinkPolicy.Check(path);
        if (!IsFile(path) && !Directory.Exists(path))
            throw new InputException($"cannot read {path}: it is a pipe or a device; name a file, or - for standard input");
    }

    private static byte[] ReadBytes(string path, Stream stream, int mostBytes)
    {
        if (stream.CanSeek && stream.Length > mostBytes) throw TooLarge(path, mostBytes);
        using var buffer = new MemoryStream();
        var chunk = new byte[64 * 1024];
        for (var read = stream.Read(chunk); read > 0; read = stream.Read(chunk))
        {
            buffer.Write(chunk, 0, read);
            if (buffer.Length > mostBytes) throw TooLarge(path, mostBytes);
        }

        return buffer.ToArray();
    }
}

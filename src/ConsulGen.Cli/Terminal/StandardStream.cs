using ConsulGen.Cli.SystemCalls;
using Microsoft.Win32.SafeHandles;

namespace ConsulGen.Cli.Terminal;

/// <summary>
/// Standard input, output and error as the bytes that they are. The console of the class library sends every terminal an escape that
/// switches its keypad, whether colour is wanted or not, and ends the program where standard input is closed.
/// </summary>
internal sealed class StandardStream : Stream
{
    private static readonly List<SafeFileHandle> Held = [];

    private readonly int _descriptor;

    private StandardStream(int descriptor) => _descriptor = descriptor;

    public override bool CanRead => _descriptor == 0;

    public override bool CanWrite => _descriptor != 0;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Nothing, where it is closed.</summary>
    public static Stream Input() => OperatingSystem.IsWindows() ? Console.OpenStandardInput() : Opened(0) ?? Null;

    /// <summary>Fails when something is written, where it is closed: an answer that nobody gets is no answer.</summary>
    public static Stream Output() => OperatingSystem.IsWindows() ? Console.OpenStandardOutput() : Opened(1) ?? new StandardStream(-1);

    /// <summary>Takes all, where it is closed.</summary>
    public static Stream Error() => OperatingSystem.IsWindows() ? Console.OpenStandardError() : Opened(2) ?? Null;

    /// <summary>
    /// Puts /dev/null in the place of those that are closed. The next file that is opened would take their number, and what is said would be
    /// written into it.
    /// </summary>
    public static void KeepPlaces()
    {
        if (OperatingSystem.IsWindows()) return;
        while (true)
        {
            // Held to the end: never closed, so that the place stays taken.
            var place = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            if (place.DangerousGetHandle() > 2)
            {
                place.Dispose();
                return;
            }

            Held.Add(place);
        }
    }

    public override int Read(Span<byte> buffer) => Descriptors.Read(_descriptor, buffer);

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer) => Descriptors.Write(_descriptor, buffer);

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private static StandardStream? Opened(int descriptor) => Descriptors.IsInherited(descriptor) ? new StandardStream(descriptor) : null;
}

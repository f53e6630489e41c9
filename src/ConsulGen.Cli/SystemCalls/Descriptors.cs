using System.Runtime.InteropServices;
using System.Text;

namespace ConsulGen.Cli.SystemCalls;

/// <summary>What Unix says of file descriptors and of what stands at a path, and the class library does not.</summary>
internal static unsafe partial class Descriptors
{
    private const int GetFlags = 1; // F_GETFD
    private const int CloseOnExec = 1; // FD_CLOEXEC
    private const int Interrupted = 4; // EINTR
    private const short Readable = 1; // POLLIN
    private const short Writable = 4; // POLLOUT
    private const int TypeMask = 0xf000;

    // EAGAIN of Linux and of macOS: who started us may have set a pipe not to wait.
    private static readonly int[] NotNow = [11, 35];

    /// <summary>
    /// Whether we were started with it. What the runtime has opened since, in the place of one that was closed, is not left open for
    /// programs that we start; what we were given is.
    /// </summary>
    public static bool IsInherited(int descriptor) => Control(descriptor, GetFlags) is >= 0 and var flags && (flags & CloseOnExec) == 0;

    /// <summary>0 at the end.</summary>
    public static int Read(int descriptor, Span<byte> buffer)
    {
        fixed (byte* to = buffer)
        {
            nint read;
            while ((read = ReadSome(descriptor, to, buffer.Length)) < 0) WaitOrFail(descriptor, Readable);
            return (int)read;
        }
    }

    public static void Write(int descriptor, ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            nint written;
            fixed (byte* from = buffer) written = WriteSome(descriptor, from, buffer.Length);
            if (written < 0) WaitOrFail(descriptor, Writable);
            else buffer = buffer[(int)written..];
        }
    }

    /// <summary>The type of file that a path leads to, through links, as the bits of its mode; null where the system does not say.</summary>
    public static int? TypeAt(string path)
    {
        if (!OperatingSystem.IsLinux()) return null;
        try
        {
            fixed (byte* name = Encoding.UTF8.GetBytes(path + '\0')) return LinuxCalls.TryGetMode(name, out var mode) ? mode & TypeMask : null;
        }
        catch (EntryPointNotFoundException)
        {
            return null; // an old libc
        }
    }

    /// <exception cref="IOException">It can be neither read nor written.</exception>
    private static void WaitOrFail(int descriptor, short events)
    {
        var error = Marshal.GetLastPInvokeError();
        if (error == Interrupted) return;
        if (!NotNow.Contains(error)) throw new IOException(Marshal.GetPInvokeErrorMessage(error));
        var waited = new Waited(descriptor, events, 0);
        _ = Poll(&waited, 1, -1);
    }

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Control(int descriptor, int command);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint ReadSome(int descriptor, byte* buffer, nint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint WriteSome(int descriptor, byte* buffer, nint count);

    [LibraryImport("libc", EntryPoint = "poll")]
    private static partial int Poll(Waited* descriptors, nint count, int timeout);

    private readonly record struct Waited(int Descriptor, short Events, short Happened);
}

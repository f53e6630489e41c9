using System.Runtime.InteropServices;
using System.Text;

namespace ConsulGen.Cli.SystemCalls;

/// <summary>
/// System calls of Linux for ten thousands of small files, for each of which the class library would make several calls and objects.
/// Numbers and layouts are those of linux/openat2.h, linux/stat.h and asm-generic/fcntl.h, which are the same on all machines that .NET runs on.
/// </summary>
internal static unsafe partial class LinuxCalls
{
    private const nint OpenAt2Number = 437; // since Linux 5.6
    private const ulong WriteOnly = 0x01;
    private const ulong CreateNew = 0x40 | 0x80;
    private const ulong NonBlocking = 0x800; // a pipe would wait for a writer
    private const ulong CloseOnExec = 0x80000;
    private const ulong NoSymbolicLinks = 0x04;
    private const int ThisDescriptor = 0x1000; // AT_EMPTY_PATH
    private const uint TypeModeAndSize = 0x203;
    private const int Usual = 512; // bytes of a path
    private const int TypeMask = 0xf000;
    private const int RegularFile = 0x8000;

    /// <summary>A descriptor of a folder; null on another system, where the calls are not known or not allowed, or where no folder is.</summary>
    public static int? TryOpen(string folder)
    {
        if (!OperatingSystem.IsLinux()) return null;
        try
        {
            var descriptor = Open(NativeMethods.CurrentDirectory, folder, new OpenHow(CloseOnExec, 0, 0));
            if (descriptor < 0) return null;
            // An old libc may lack this one.
            if (GetStatus(descriptor, out _) == 0) return descriptor;
            Close(descriptor);
        }
        catch (EntryPointNotFoundException)
        {
        }

        return null;
    }

    /// <summary>A descriptor for reading; below 0 when there is nothing, a link somewhere on the path, or no permission.</summary>
    public static int OpenBelow(int folder, string path) => Open(folder, path, new OpenHow(NonBlocking | CloseOnExec, 0, NoSymbolicLinks));

    /// <summary>Creates a file; false, and nothing is there that was not before, when that fails.</summary>
    public static bool TryCreate(int folder, string path, UnixFileMode mode, ReadOnlySpan<byte> content)
    {
        var descriptor = Open(folder, path, new OpenHow(WriteOnly | CreateNew | CloseOnExec, (ulong)mode, NoSymbolicLinks));
        if (descriptor < 0) return false;
        var isWritten = WriteAll(descriptor, content);
        Close(descriptor);
        if (!isWritten) Unlink(folder, path);
        return isWritten;
    }

    /// <summary>False when it is there already, or cannot be made.</summary>
    public static bool TryMakeFolder(int folder, string path, UnixFileMode mode)
    {
        fixed (byte* name = Name(path, stackalloc byte[Usual])) return MakeDirectory(folder, name, (uint)mode) == 0;
    }

    /// <summary>Mode and length of what is open; false when it is no regular file.</summary>
    public static bool TryGetFile(int descriptor, out UnixFileMode mode, out long length)
    {
        var isFile = GetStatus(descriptor, out var status) == 0 && (status.Mode & TypeMask) == RegularFile;
        (mode, length) = ((UnixFileMode)(status.Mode & ~TypeMask), (long)status.Size);
        return isFile;
    }

    /// <summary>Type and mode of what a path leads to, which ends with a zero; false where nothing is.</summary>
    public static bool TryGetMode(byte* path, out int mode)
    {
        var isThere = StatX(NativeMethods.CurrentDirectory, path, 0, TypeModeAndSize, out var status) == 0;
        mode = status.Mode;
        return isThere;
    }

    /// <summary>False when there is less to read.</summary>
    public static bool ReadAll(int descriptor, Span<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            nint read;
            fixed (byte* to = buffer) read = Read(descriptor, to, buffer.Length);
            if (read <= 0) return false;
            buffer = buffer[(int)read..];
        }

        return true;
    }

    [LibraryImport("libc", EntryPoint = "close")]
    public static partial void Close(int descriptor);

    private static bool WriteAll(int descriptor, ReadOnlySpan<byte> content)
    {
        while (!content.IsEmpty)
        {
            nint written;
            fixed (byte* from = content) written = Write(descriptor, from, content.Length);
            if (written <= 0) return false;
            content = content[(int)written..];
        }

        return true;
    }

    private static int Open(int folder, string path, OpenHow how)
    {
        fixed (byte* name = Name(path, stackalloc byte[Usual])) return (int)OpenAt2(OpenAt2Number, folder, name, &how, sizeof(OpenHow));
    }

    private static void Unlink(int folder, string path)
    {
        fixed (byte* name = Name(path, stackalloc byte[Usual])) UnlinkAt(folder, name, 0);
    }

    /// <summary>The path with a zero at its end, in the buffer when it fits.</summary>
    private static Span<byte> Name(string path, Span<byte> buffer)
    {
        var most = Encoding.UTF8.GetMaxByteCount(path.Length) + 1;
        if (most > buffer.Length) buffer = new byte[most];
        buffer[Encoding.UTF8.GetBytes(path, buffer)] = 0;
        return buffer;
    }

    private static int GetStatus(int descriptor, out Status status)
    {
        byte nothing = 0;
        return StatX(descriptor, &nothing, ThisDescriptor, TypeModeAndSize, out status);
    }

    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial nint OpenAt2(nint number, nint directory, byte* path, OpenHow* how, nint size);

    [LibraryImport("libc", EntryPoint = "statx")]
    private static partial int StatX(int directory, byte* path, int flags, uint mask, out Status status);

    [LibraryImport("libc", EntryPoint = "read")]
    private static partial nint Read(int descriptor, byte* buffer, nint count);

    [LibraryImport("libc", EntryPoint = "write")]
    private static partial nint Write(int descriptor, byte* buffer, nint count);

    [LibraryImport("libc", EntryPoint = "mkdirat")]
    private static partial int MakeDirectory(int directory, byte* path, uint mode);

    [LibraryImport("libc", EntryPoint = "unlinkat")]
    private static partial void UnlinkAt(int directory, byte* path, int flags);

    private readonly record struct OpenHow(ulong Flags, ulong Mode, ulong Resolve);

    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Status
    {
        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(40)]
        public ulong Size;
    }
}

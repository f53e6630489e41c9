using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ConsulGen.Cli.SystemCalls;

/// <summary>The system calls that the class library lacks. All say false where the system or the file system cannot do it.</summary>
internal static partial class NativeMethods
{
    public const int CurrentDirectory = -100; // AT_FDCWD of Linux
    private const uint RenameExchange = 2;
    private const int LockExclusive = 2;
    private const int LockWithoutWaiting = 4;

    /// <summary>Gives a file, or on Linux a symbolic link itself, a second name.</summary>
    public static bool TryLink(string existing, string created)
    {
        if (OperatingSystem.IsWindows()) return false;
        return Link(existing, created) == 0;
    }

    /// <summary>Exchanges two folders in one step, so that there is no moment without either.</summary>
    public static bool TryExchange(string one, string other)
    {
        if (!OperatingSystem.IsLinux()) return false;
        try
        {
            return RenameAt2(CurrentDirectory, one, CurrentDirectory, other, RenameExchange) == 0;
        }
        catch (EntryPointNotFoundException)
        {
            return false; // an old musl
        }
    }

    /// <summary>Locks a file against all who ask for the same, without waiting. On Windows opening it has done so.</summary>
    public static bool TryLock(SafeFileHandle file) => OperatingSystem.IsWindows() || Lock(file, LockExclusive | LockWithoutWaiting) == 0;

    [LibraryImport("libc", EntryPoint = "flock")]
    private static partial int Lock(SafeFileHandle file, int operation);

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string existing, string created);

    [LibraryImport("libc", EntryPoint = "renameat2", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameAt2(int fromDirectory, string from, int toDirectory, string to, uint flags);
}

using System.Diagnostics;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Install;

/// <summary>What a machine lacks to run the installer.</summary>
internal static class InstallMachine
{
    public static string? NoBash { get; } =
        !OperatingSystem.IsLinux() ? "the installer is for Linux" : Programs.Find("bash") is null ? "not on this machine: bash" : null;

    public static string? NoNamespace { get; } = NoBash ?? (CanUnshare() ? null : "needs root and mount namespaces");

    private static bool CanUnshare()
    {
        try
        {
            using var process = Process.Start("unshare", ["-m", "mount", "-t", "tmpfs", "none", "/mnt"]);
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}

internal sealed class BashFactAttribute : FactAttribute
{
    public BashFactAttribute() => Skip = InstallMachine.NoBash;
}

internal sealed class BashTheoryAttribute : TheoryAttribute
{
    public BashTheoryAttribute() => Skip = InstallMachine.NoBash;
}

internal sealed class RootFactAttribute : FactAttribute
{
    public RootFactAttribute() => Skip = InstallMachine.NoNamespace;
}

internal sealed class RootTheoryAttribute : TheoryAttribute
{
    public RootTheoryAttribute() => Skip = InstallMachine.NoNamespace;
}

namespace ConsulGen.Tests.Support;

internal enum Needs
{
    /// <summary>Modes, links and pipes.</summary>
    Unix,
    Linux,

    /// <summary>Root may write everywhere.</summary>
    UnixUser,
}

/// <summary>A fact that not every machine can show; skipped, and said so, on another.</summary>
internal sealed class MachineFactAttribute : FactAttribute
{
    public MachineFactAttribute(Needs needs) => Skip = Machine.Lacks(needs);
}

/// <summary>A theory that not every machine can show; skipped, and said so, on another.</summary>
internal sealed class MachineTheoryAttribute : TheoryAttribute
{
    public MachineTheoryAttribute(Needs needs) => Skip = Machine.Lacks(needs);
}

internal static class Machine
{
    /// <summary>Null where the machine has it.</summary>
    public static string? Lacks(Needs needs) => needs switch
    {
        Needs.Linux => OperatingSystem.IsLinux() ? null : "this is not Linux",
        _ when OperatingSystem.IsWindows() => "this is not Unix",
        Needs.UnixUser => Environment.IsPrivilegedProcess ? "root may write everywhere" : null,
        _ => null,
    };
}

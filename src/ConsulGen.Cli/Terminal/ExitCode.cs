namespace ConsulGen.Cli.Terminal;

/// <summary>The exit codes, which CI jobs rely on.</summary>
internal static class ExitCode
{
    public const int Ok = 0;

    /// <summary>The gate fails: findings at or above the threshold, a stale bundle, a change that would break the cluster.</summary>
    public const int GateFails = 1;

    /// <summary>Wrong usage, an input that cannot be read or parsed, or an output that cannot be written.</summary>
    public const int Usage = 2;

    /// <summary>With <c>plan --detailed-exitcode</c>: a change, safe in any order.</summary>
    public const int SafeChange = 3;

    /// <summary>Of <c>drift</c>: the live cluster is not as the inventory has it.</summary>
    public const int Differs = 3;

    /// <summary>With <c>plan --detailed-exitcode</c>: a change that is safe in the order of its steps.</summary>
    public const int NeedsProcedure = 4;

    /// <summary>A defect in ConsulGen.</summary>
    public const int Defect = 70;
}

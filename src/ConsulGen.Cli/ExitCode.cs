namespace ConsulGen.Cli;

/// <summary>The exit codes, which CI jobs rely on.</summary>
internal static class ExitCode
{
    public const int Ok = 0;

    /// <summary>The gate fails: findings at or above the threshold, or a stale bundle.</summary>
    public const int GateFails = 1;

    /// <summary>Wrong usage, an input that cannot be read or parsed, or an output that cannot be written.</summary>
    public const int Usage = 2;

    /// <summary>A defect in ConsulGen.</summary>
    public const int Defect = 70;
}

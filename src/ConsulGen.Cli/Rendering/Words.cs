using ConsulGen.Core.Diagnostics;

namespace ConsulGen.Cli.Rendering;

internal static class Words
{
    public static string Of(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "info",
    };
}

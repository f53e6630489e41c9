using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;

namespace ConsulGen.Cli.Rendering;

internal static class FindingWords
{
    public static string Of(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "info",
    };

    /// <summary>The message and its remedy, for forms that have one field for both.</summary>
    public static string WithHelp(Finding finding, string separator) =>
        Printable.Text(finding.Message) + (finding.Help is null ? "" : $"{separator}help: {Printable.Text(finding.Help)}");
}

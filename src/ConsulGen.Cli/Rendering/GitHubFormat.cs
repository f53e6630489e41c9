using ConsulGen.Cli.Terminal;
using ConsulGen.Core;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;

namespace ConsulGen.Cli.Rendering;

/// <summary>
/// Workflow commands of GitHub Actions, which shows them at the lines of a pull request:
/// <c>::error file=F,line=L,col=C,endLine=L,endColumn=C,title=RULE::MESSAGE</c>. A finding without a place has a title only.
/// </summary>
internal sealed class GitHubFormat : IFindingsFormat
{
    public void Write(IReadOnlyList<Compilation> compilations, TextWriter output)
    {
        foreach (var finding in compilations.SelectMany(c => c.Findings))
            if (output is PrintedWriter printed) printed.WriteCommand(Command(finding));
            else output.Write(Command(finding) + "\n");
    }

    internal static string Command(Finding finding) =>
        $"::{Kind(finding.Severity)} {Place(finding)}title={Property(finding.Rule)}::{Data(FindingWords.WithHelp(finding, "\n"))}";

    /// <summary>As the message of a command: it ends with its line.</summary>
    internal static string Data(string text) => text
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal);

    /// <summary>As the value of a property: a comma or a colon ends it too.</summary>
    internal static string Property(string text) => Data(text)
        .Replace(":", "%3A", StringComparison.Ordinal)
        .Replace(",", "%2C", StringComparison.Ordinal);

    private static string Place(Finding finding)
    {
        if (!finding.Span.Exists) return "";
        var region = Region.Of(finding.Span);
        var place = FormattableString.Invariant($"line={region.Line},col={region.Column},endLine={region.Line},endColumn={region.EndColumn}");
        return $"file={Property(Printable.Text(ReportPath.Plain(finding.Span.Path)))},{place},";
    }

    private static string Kind(Severity severity) => severity == Severity.Info ? "notice" : FindingWords.Of(severity);
}

using ConsulGen.Core;
using ConsulGen.Core.Diagnostics;

namespace ConsulGen.Cli.Rendering;

/// <summary>For people: place, severity, rule and message; the line with carets below; the remedy.</summary>
internal sealed class TextFormat(bool color) : IFindingsFormat
{
    private readonly PlaceText _text = new(color);

    public void Write(IReadOnlyList<Compilation> compilations, TextWriter output)
    {
        foreach (var compilation in compilations)
        {
            if (compilation.Findings.IsEmpty) continue;
            var source = new MaskedSource(compilation);
            foreach (var finding in compilation.Findings) Write(finding, source, output);
        }
    }

    public void Write(Finding finding, MaskedSource source, TextWriter output)
    {
        _text.WriteHead(finding.Span, FindingWords.Of(finding.Severity), Tone(finding.Severity), finding.Rule, finding.Message, source, output);
        if (finding.Help is not null) _text.WriteNote("help", finding.Help, output);
    }

    private static string Tone(Severity severity) => severity switch
    {
        Severity.Error => "31;1",
        Severity.Warning => "33;1",
        _ => "34;1",
    };
}

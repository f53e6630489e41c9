using System.Globalization;
using ConsulGen.Core;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;

namespace ConsulGen.Cli.Rendering;

/// <summary>For people: place, severity, rule and message; the line with carets below; the remedy.</summary>
internal sealed class TextFormat(bool color) : IFindingsFormat
{
    /// <summary>A longer line is cut around the place.</summary>
    private const int MaxWidth = 160;

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
        var span = finding.Span;
        var place = span.Exists ? FormattableString.Invariant($"{Printable.Text(span.Path)}:{span.Line}:{span.Column}: ") : "";
        output.WriteLine($"{Paint(place, "1")}{Paint(Words.Of(finding.Severity), Tone(finding.Severity))} {Paint(finding.Rule, "1")}: {Printable.Text(finding.Message)}");
        if (source.Line(span) is { } line) WriteSource(span, line, output);
        if (finding.Help is not null) output.WriteLine($"  {Paint("help:", "36")} {Printable.Text(finding.Help)}");
    }

    private void WriteSource(SourceSpan span, string line, TextWriter output)
    {
        var column = Math.Clamp(span.Column - 1, 0, line.Length);
        var start = 0;
        if (line.Length > MaxWidth) start = Math.Max(0, Math.Min(column - 20, line.Length - MaxWidth));
        var shown = Printable.Text(line[start..Math.Min(line.Length, start + MaxWidth)]);
        var length = Math.Clamp(span.Length, 1, Math.Max(1, shown.Length - (column - start)));
        var number = span.Line.ToString(CultureInfo.InvariantCulture);
        output.WriteLine($"  {Paint(number + " |", "34")} {shown}");
        output.WriteLine($"  {Paint(new string(' ', number.Length) + " |", "34")} {new string(' ', column - start)}{Paint(new string('^', length), "31;1")}");
    }

    private string Paint(string text, string tone) => color && text.Length > 0 ? $"\u001b[{tone}m{text}\u001b[0m" : text;

    private static string Tone(Severity severity) => severity switch
    {
        Severity.Error => "31;1",
        Severity.Warning => "33;1",
        _ => "34;1",
    };
}

using System.Globalization;
using System.Text.RegularExpressions;
using ConsulGen.Core;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;

namespace ConsulGen.Cli.Rendering;

/// <summary>For people: place, severity, rule and message; the line with carets below; the remedy.</summary>
internal sealed partial class TextFormat(bool color) : IFindingsFormat
{
    /// <summary>A longer line is cut around the place.</summary>
    private const int MaxWidth = 160;

    /// <summary>Lines of a private key, and some.</summary>
    private const int LongestSecret = 60;

    public void Write(IReadOnlyList<Compilation> compilations, TextWriter output)
    {
        foreach (var compilation in compilations)
        {
            if (compilation.Findings.IsEmpty) continue;
            var secrets = compilation.SecretPlaces.ToLookup(s => s.Line);
            foreach (var finding in compilation.Findings) Write(finding, secrets, compilation.Topology is null, output);
        }
    }

    private void Write(Finding finding, ILookup<int, SourceSpan> secrets, bool isUnreadable, TextWriter output)
    {
        var span = finding.Span;
        var place = span.Exists ? FormattableString.Invariant($"{Printable(span.Path)}:{span.Line}:{span.Column}: ") : "";
        output.WriteLine($"{Paint(place, "1")}{Paint(Words.Of(finding.Severity), Tone(finding.Severity))} {Paint(finding.Rule, "1")}: {Printable(finding.Message)}");
        if (span.Exists && !(isUnreadable && MayHoldSecret().IsMatch(span.Source?.Line(span.Line) ?? ""))) WriteSource(span, secrets, output);
        if (finding.Help is not null) output.WriteLine($"  {Paint("help:", "36")} {Printable(finding.Help)}");
    }

    private void WriteSource(SourceSpan span, ILookup<int, SourceSpan> secrets, TextWriter output)
    {
        var line = Masked(span, secrets);
        var column = Math.Clamp(span.Column - 1, 0, line.Length);
        var start = 0;
        if (line.Length > MaxWidth) start = Math.Max(0, Math.Min(column - 20, line.Length - MaxWidth));
        var shown = Printable(line[start..Math.Min(line.Length, start + MaxWidth)]);
        var length = Math.Clamp(span.Length, 1, Math.Max(1, shown.Length - (column - start)));
        var number = span.Line.ToString(CultureInfo.InvariantCulture);
        output.WriteLine($"  {Paint(number + " |", "34")} {shown}");
        output.WriteLine($"  {Paint(new string(' ', number.Length) + " |", "34")} {new string(' ', column - start)}{Paint(new string('^', length), "31;1")}");
    }

    /// <summary>The line, with every secret that stands on it made unreadable.</summary>
    private static string Masked(SourceSpan span, ILookup<int, SourceSpan> secrets)
    {
        var line = span.Source?.Line(span.Line) ?? "";
        foreach (var secret in secrets[span.Line].Where(s => ReferenceEquals(s.Source, span.Source)))
        {
            var from = Math.Min(secret.Column - 1, line.Length);
            var length = Math.Min(secret.Length, line.Length - from);
            line = line[..from] + new string('*', length) + line[(from + length)..];
        }

        // A secret of several lines goes on below the line of its place.
        for (var above = span.Line - 1; above >= Math.Max(1, span.Line - LongestSecret); above--)
            if (secrets[above].Any(s => ReferenceEquals(s.Source, span.Source) && IsBlock(s))) return new string('*', line.Length);
        return line;
    }

    private static bool IsBlock(SourceSpan secret) =>
        secret.Source?.Line(secret.Line).TrimEnd() is { } first && (first.EndsWith('|') || first.EndsWith('>') || first.EndsWith('-'));

    private string Paint(string text, string tone) => color && text.Length > 0 ? $"\u001b[{tone}m{text}\u001b[0m" : text;

    /// <summary>Where the text is no YAML, nobody knows what is a secret on a line; one that looks so is not shown.</summary>
    [GeneratedRegex("encrypt|token|secret|master|value|password|key|[A-Za-z0-9+/=-]{20,}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex MayHoldSecret();

    private static string Tone(Severity severity) => severity switch
    {
        Severity.Error => "31;1",
        Severity.Warning => "33;1",
        _ => "34;1",
    };

    /// <summary>What a user wrote must not steer the terminal.</summary>
    private static string Printable(string text)
    {
        if (ForbiddenCharacters.IndexIn(text, allowLineFeed: false) < 0) return text;
        return string.Concat(text.Select(c => c == '\t' ? " " : ForbiddenCharacters.IndexIn([c], allowLineFeed: false) >= 0 && !char.IsSurrogate(c) ? "?" : c.ToString()));
    }
}

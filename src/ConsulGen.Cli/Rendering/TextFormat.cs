using System.Collections.Immutable;
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

    public void Write(IReadOnlyList<Compilation> compilations, TextWriter output)
    {
        foreach (var compilation in compilations)
        {
            if (compilation.Findings.IsEmpty) continue;
            var secrets = compilation.SecretPlaces;
            foreach (var finding in compilation.Findings) Write(finding, secrets, compilation.Topology is null, output);
        }
    }

    private void Write(Finding finding, ImmutableHashSet<SourceSpan> secrets, bool isUnreadable, TextWriter output)
    {
        var span = finding.Span;
        var place = span.Exists ? FormattableString.Invariant($"{Printable(span.Path)}:{span.Line}:{span.Column}: ") : "";
        output.WriteLine($"{Paint(place, "1")}{Paint(Words.Of(finding.Severity), Tone(finding.Severity))} {Paint(finding.Rule, "1")}: {Printable(finding.Message)}");
        if (span.Exists && !(isUnreadable && MayHoldSecret().IsMatch(span.Source?.Line(span.Line) ?? ""))) WriteSource(span, secrets, output);
        if (finding.Help is not null) output.WriteLine($"  {Paint("help:", "36")} {Printable(finding.Help)}");
    }

    private void WriteSource(SourceSpan span, ImmutableHashSet<SourceSpan> secrets, TextWriter output)
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
    private static string Masked(SourceSpan span, ImmutableHashSet<SourceSpan> secrets)
    {
        var line = span.Source?.Line(span.Line) ?? "";
        foreach (var secret in secrets)
        {
            if (!ReferenceEquals(secret.Source, span.Source) || secret.Line > span.Line) continue;
            // A secret of several lines is hidden to the end of each line that may be its own.
            var from = secret.Line == span.Line ? secret.Column - 1 : 0;
            if (secret.Line < span.Line && !IsBlockBelow(secret, span)) continue;
            from = Math.Min(from, line.Length);
            var length = secret.Line == span.Line ? Math.Min(secret.Length, line.Length - from) : line.Length - from;
            line = line[..from] + new string('*', length) + line[(from + length)..];
        }

        return line;
    }

    private static bool IsBlockBelow(SourceSpan secret, SourceSpan span) =>
        secret.Source?.Line(secret.Line).TrimEnd() is { } first && (first.EndsWith('|') || first.EndsWith('>') || first.EndsWith('-')) && span.Line - secret.Line < 50;

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

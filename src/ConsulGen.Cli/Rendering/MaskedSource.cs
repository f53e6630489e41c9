using System.Text.RegularExpressions;
using ConsulGen.Core;
using ConsulGen.Core.Text;

namespace ConsulGen.Cli.Rendering;

/// <summary>The lines of inventories as a report may have them: secrets on them are made unreadable, and nothing moves.</summary>
internal sealed partial class MaskedSource(params IReadOnlyCollection<Compilation> compilations)
{
    /// <summary>A secret that goes on below its line is hidden on this many lines; its place does not say where it ends.</summary>
    private const int MostLines = 50;

    private readonly bool _isUnreadable = compilations.Any(c => c.Topology is null);
    private readonly ILookup<(SourceText? Source, int Line), SourceSpan> _secrets = compilations
        .SelectMany(c => c.SecretPlaces)
        .ToLookup(s => (s.Source, s.Line));

    private (SourceText? Source, int Line, string? Text)? _last;

    /// <summary>The line of a place; null where there is no place, or where nobody knows what on the line is a secret.</summary>
    public string? Line(SourceSpan span)
    {
        // Thousands of findings and of secrets may stand on one line.
        if (_last is { } last && ReferenceEquals(last.Source, span.Source) && last.Line == span.Line) return last.Text;
        var line = Mask(span);
        _last = (span.Source, span.Line, line);
        return line;
    }

    private string? Mask(SourceSpan span)
    {
        if (span.Source?.Line(span.Line) is not { } line) return null;
        if (_isUnreadable) return MayHoldSecret().IsMatch(line) ? null : line;
        if (IsBelowSecret(span)) return new string('*', line.Length);
        if (!_secrets.Contains((span.Source, span.Line))) return line;
        var masked = line.ToCharArray();
        foreach (var secret in _secrets[(span.Source, span.Line)])
        {
            var from = Math.Min(secret.Column - 1, line.Length);
            masked.AsSpan(from, Math.Min(secret.Length, line.Length - from)).Fill('*');
        }

        return new string(masked);
    }

    private bool IsBelowSecret(SourceSpan span) =>
        _secrets.Count > 0 && Enumerable.Range(1, MostLines - 1).Any(above => _secrets[(span.Source, span.Line - above)].Any(GoesOn));

    /// <summary>True when a block scalar, a quote that does not close or a deeper line below shows that the secret does not end on its line.</summary>
    private static bool GoesOn(SourceSpan secret)
    {
        if (secret.Source?.Line(secret.Line) is not { } line) return false;
        var end = line.TrimEnd();
        if (end.EndsWith('|') || end.EndsWith('>') || end.EndsWith('-')) return true;
        var from = Math.Min(secret.Column - 1, line.Length);
        var text = line.AsSpan(from, Math.Min(secret.Length, line.Length - from));
        if (text is ['"' or '\'', ..]) return text.Length == 1 || text[^1] != text[0];
        return from + text.Length == line.Length && secret.Source.Line(secret.Line + 1) is var next && !string.IsNullOrWhiteSpace(next)
            && Indent(next) > Indent(line);
    }

    private static int Indent(string line) => line.Length - line.AsSpan().TrimStart().Length;

    /// <summary>Where the text is no YAML, nobody knows what is a secret on a line; one that looks so is not shown.</summary>
    [GeneratedRegex("encrypt|token|secret|master|value|password|key|[A-Za-z0-9+/=-]{20,}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex MayHoldSecret();
}

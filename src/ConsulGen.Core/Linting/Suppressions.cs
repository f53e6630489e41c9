using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;

namespace ConsulGen.Core.Linting;

/// <summary>
/// <c># consulgen:ignore RULE reason</c> leaves out what a rule reports on its line, or on the next line where the comment has one of
/// its own. A reason is required, and a comment that leaves out nothing is reported.
/// </summary>
public sealed class Suppressions
{
    private const string Mark = "consulgen:ignore";

    /// <summary>A comment that is longer than a screen is about nothing in particular.</summary>
    private const int MostComments = 50;

    /// <summary>Places of the comments, by what they leave out.</summary>
    private readonly Dictionary<(SourceText? Source, int Line, string Rule), SourceSpan> _comments = [];
    private readonly HashSet<SourceSpan> _used = [];

    /// <summary>Reads the comments; those that say no known rule or no reason are findings.</summary>
    public static Suppressions Read(IEnumerable<SourceText> sources, FindingBag findings)
    {
        var suppressions = new Suppressions();
        foreach (var source in sources)
        {
            int line = 1, counted = 0;
            for (var at = source.Text.IndexOf(Mark, StringComparison.Ordinal); at >= 0; at = source.Text.IndexOf(Mark, at + Mark.Length, StringComparison.Ordinal))
            {
                line += source.Text.AsSpan(counted..at).Count('\n');
                counted = at;
                suppressions.Read(source, at, line, findings);
            }
        }

        return suppressions;
    }

    /// <summary>True when a comment leaves this finding out; the comment then counts as used.</summary>
    public bool Hides(Finding finding)
    {
        if (!_comments.TryGetValue((finding.Span.Source, finding.Span.Line, finding.Rule), out var comment)) return false;
        _used.Add(comment);
        return true;
    }

    public IEnumerable<(SourceSpan Span, string Rule)> Unused => _comments.Where(c => !_used.Contains(c.Value)).Select(c => (c.Value, c.Key.Rule));

    private void Read(SourceText source, int at, int line, FindingBag findings)
    {
        var start = source.Text.LastIndexOf('\n', at) + 1;
        var end = source.Text.IndexOf('\n', at) is var found && found < 0 ? source.Text.Length : found;
        var before = source.Text.AsSpan(start, at - start).TrimEnd();
        // Only a comment counts: a hash at the line's start or after a blank.
        if (!before.EndsWith("#") || (before.Length > 1 && before[^2] is not (' ' or '\t'))) return;
        var words = source.Text[(at + Mark.Length)..end].Split((char[])[' ', '\t', '\r'], 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var span = new SourceSpan(source, line, at - start + 1, Mark.Length);
        if (words.Length < 2)
        {
            findings.Add("suppression-without-reason", span, words.Length == 0 ? "this comment names no rule and no reason" : $"this comment says no reason for ignoring {words[0]}", "write: # consulgen:ignore RULE reason");
            return;
        }

        if (!LintSettings.CanSet(words[0], span, findings)) return;
        _comments[(source, before[..^1].IsWhiteSpace() ? NextLine(source, line) : line, words[0])] = span;
    }

    /// <summary>Comments may stand one below the other, above the line that they are about.</summary>
    private static int NextLine(SourceText source, int line)
    {
        var next = line + 1;
        while (next - line < MostComments && source.Line(next).AsSpan().TrimStart().StartsWith("#")) next++;
        return next;
    }
}

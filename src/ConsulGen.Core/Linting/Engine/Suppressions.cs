using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;

namespace ConsulGen.Core.Linting.Engine;

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
            for (var at = source.Text.IndexOf(Mark, StringComparison.Ordinal);
                at >= 0;
                at = source.Text.IndexOf(Mark, at + Mark.Length, StringComparison.Ordinal))
                suppressions.Read(source, at, findings);
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

    private void Read(SourceText source, int at, FindingBag findings)
    {
        var (line, column) = source.PlaceOf(at);
        var text = source.Line(line);
        var before = text.AsSpan(0, column - 1).TrimEnd();
        // Only a comment counts: a hash at the line's start or after a blank.
        if (!before.EndsWith("#") || (before.Length > 1 && before[^2] is not (' ' or '\t'))) return;
        var words = text[(column - 1 + Mark.Length)..].Split((char[])[' ', '\t'], 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var span = new SourceSpan(source, line, column, Mark.Length);
        if (words.Length < 2)
        {
            findings.Add(
                "suppression-without-reason",
                span,
                words.Length == 0 ? "this comment names no rule and no reason" : $"this comment says no reason for ignoring {words[0]}",
                "write: # consulgen:ignore RULE reason");
            return;
        }

        if (!LintSettings.CanSet(words[0], span, findings)) return;
        var about = (source, before[..^1].IsWhiteSpace() ? NextLine(source, line) : line, words[0]);
        if (_comments.TryGetValue(about, out var first))
            findings.Add(
                "unused-suppression",
                span,
                $"the rule \"{words[0]}\" is ignored here, but the comment at {first.Describe(span)} does so already",
                "remove one of the two");
        else _comments.Add(about, span);
    }

    /// <summary>Comments may stand one below the other, above the line that they are about.</summary>
    private static int NextLine(SourceText source, int line)
    {
        var next = line + 1;
        while (next - line < MostComments && source.Line(next).AsSpan().TrimStart().StartsWith("#")) next++;
        return next;
    }
}

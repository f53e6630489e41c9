using System.Text;
using ConsulGen.Core.Text;

namespace ConsulGen.Core.Diagnostics;

/// <summary>Writes the fixes of findings into the text that they are about.</summary>
public static class Fixes
{
    /// <summary>The text with the fixes that are about it, and how many there were. Of those that overlap the first is taken.</summary>
    public static (SourceText Source, int Count) Apply(SourceText source, IEnumerable<Finding> findings)
    {
        var fixes = InOrder(source, findings.Select(f => f.Fix).OfType<Fix>());
        return (Apply(source, fixes), fixes.Count);
    }

    /// <inheritdoc cref="Apply(SourceText, IEnumerable{Finding})"/>
    public static SourceText Apply(SourceText source, IEnumerable<Fix> fixes) => Apply(source, InOrder(source, fixes));

    private static SourceText Apply(SourceText source, List<Fix> fixes)
    {
        if (fixes.Count == 0) return source;
        var text = new StringBuilder(source.Text.Length);
        var done = 0;
        foreach (var fix in fixes)
        {
            var start = Start(source, fix);
            text.Append(source.Text, done, start - done).Append(fix.Text);
            done = start + fix.Span.Length;
        }

        return new SourceText(source.Path, text.Append(source.Text, done, source.Text.Length - done).ToString());
    }

    private static List<Fix> InOrder(SourceText source, IEnumerable<Fix> fixes)
    {
        var taken = new List<Fix>();
        var done = 0;
        foreach (var fix in fixes
            .Where(f => ReferenceEquals(f.Span.Source, source))
            .Distinct()
            .OrderBy(f => f.Span, Comparer<SourceSpan>.Create(SourceSpan.Compare)))
        {
            if (Start(source, fix) < done) continue;
            taken.Add(fix);
            done = Start(source, fix) + fix.Span.Length;
        }

        return taken;
    }

    private static int Start(SourceText source, Fix fix) => source.IndexOf(fix.Span.Line, fix.Span.Column);
}

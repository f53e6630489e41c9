using System.Text;
using ConsulGen.Core.Text;

namespace ConsulGen.Core.Diagnostics;

/// <summary>Writes the fixes of findings into the text that they are about.</summary>
public static class Fixes
{
    /// <summary>The text with the fixes that are about it, and how many there were. Of those that overlap the first is taken.</summary>
    public static (SourceText Source, int Count) Apply(SourceText source, IEnumerable<Finding> findings)
    {
        var fixes = findings
            .Select(f => f.Fix)
            .OfType<Fix>()
            .Where(f => ReferenceEquals(f.Span.Source, source))
            .Distinct()
            .OrderBy(f => f.Span, Comparer<SourceSpan>.Create(SourceSpan.Compare));
        var text = new StringBuilder(source.Text.Length);
        int done = 0, count = 0;
        foreach (var fix in fixes)
        {
            var start = source.IndexOf(fix.Span.Line, fix.Span.Column);
            if (start < done) continue;
            text.Append(source.Text, done, start - done).Append(fix.Text);
            done = start + fix.Span.Length;
            count++;
        }

        return count == 0 ? (source, 0) : (new SourceText(source.Path, text.Append(source.Text, done, source.Text.Length - done).ToString()), count);
    }
}

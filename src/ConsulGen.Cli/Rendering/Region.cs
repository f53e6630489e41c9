using ConsulGen.Core.Text;

namespace ConsulGen.Cli.Rendering;

/// <summary>A place as a part of its line; <see cref="EndColumn"/> is the column behind it, and never behind the line's end.</summary>
internal readonly record struct Region(int Line, int Column, int EndColumn)
{
    /// <summary>What has no place is shown at the start of its file.</summary>
    public static Region Of(SourceSpan span)
    {
        if (span.Source is null) return new Region(1, 1, 1);
        var behind = span.Source.Line(span.Line).Length + 1;
        return new Region(span.Line, span.Column, Math.Max(span.Column, Math.Min(behind, span.Column + Math.Max(1, span.Length))));
    }
}

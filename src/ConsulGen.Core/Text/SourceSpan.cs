namespace ConsulGen.Core.Text;

/// <summary>
/// A place in an input. Line and column are 1-based, columns count UTF-16 units as editors do;
/// <see cref="Length"/> is the number of columns on that line.
/// </summary>
public readonly record struct SourceSpan(SourceText? Source, int Line, int Column, int Length)
{
    /// <summary>The place of what no input says: derived values and defaults.</summary>
    public static SourceSpan None => default;

    public bool Exists => Source is not null;

    public string Path => Source?.Path ?? "";

    /// <summary>What the input has at this place, quotes and all.</summary>
    public string Text
    {
        get
        {
            var line = Source?.Line(Line) ?? "";
            var from = Math.Clamp(Column - 1, 0, line.Length);
            return line.Substring(from, Math.Clamp(Length, 0, line.Length - from));
        }
    }

    /// <summary><c>9:9</c>, or with the file when that differs from the file of <paramref name="from"/>.</summary>
    public string Describe(SourceSpan from) =>
        ReferenceEquals(from.Source, Source)
            ? string.Create(CultureInfo.InvariantCulture, $"{Line}:{Column}")
            : string.Create(CultureInfo.InvariantCulture, $"{Path}:{Line}:{Column}");

    /// <summary>Order of findings: file, line, column.</summary>
    public static int Compare(SourceSpan a, SourceSpan b)
    {
        var order = ReferenceEquals(a.Source, b.Source) ? 0 : string.CompareOrdinal(a.Path, b.Path);
        if (order == 0) order = a.Line.CompareTo(b.Line);
        return order != 0 ? order : a.Column.CompareTo(b.Column);
    }
}

namespace ConsulGen.Core.Text;

/// <summary>One input as it was read: its path as the user named it, and its text.</summary>
public sealed class SourceText(string path, string text)
{
    private int[]? _lineStarts;

    // One object, as several threads may ask.
    private NumberedLine? _lastLine;

    public string Path { get; } = path;

    /// <summary>Without the byte order mark, which no editor shows and no column counts.</summary>
    public string Text { get; } = text.StartsWith('\ufeff') ? text[1..] : text;

    private int[] LineStarts => _lineStarts ??= FindLineStarts(Text);

    public int LineCount => LineStarts.Length;

    /// <summary>The index in the text of a 1-based line and column that exist.</summary>
    public int IndexOf(int line, int column) => LineStarts[line - 1] + column - 1;

    /// <summary>The 1-based line and column of an index in the text; the opposite of <see cref="IndexOf"/>.</summary>
    public (int Line, int Column) PlaceOf(int index)
    {
        var found = Array.BinarySearch(LineStarts, index);
        var line = found >= 0 ? found : ~found - 1;
        return (line + 1, index - LineStarts[line] + 1);
    }

    /// <summary>The text of a 1-based line without its line end; empty past the end.</summary>
    public string Line(int line)
    {
        if (line < 1 || line > LineStarts.Length) return "";
        if (_lastLine is { } last && last.Number == line) return last.Text;
        var start = LineStarts[line - 1];
        var end = line < LineStarts.Length ? LineStarts[line] : Text.Length;
        // Many findings may stand on one line, and one line may be the whole file.
        var text = Text[start..end].TrimEnd('\n', '\r');
        _lastLine = new NumberedLine(line, text);
        return text;
    }

    private static int[] FindLineStarts(string text)
    {
        var starts = new List<int> { 0 };
        // YAML also ends a line at a carriage return of its own.
        for (var i = text.AsSpan().IndexOfAny('\n', '\r'); i >= 0;)
        {
            if (text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n') i++;
            starts.Add(i + 1);
            var next = text.AsSpan(i + 1).IndexOfAny('\n', '\r');
            i = next < 0 ? -1 : i + 1 + next;
        }

        return [.. starts];
    }

    private sealed record NumberedLine(int Number, string Text);
}

namespace ConsulGen.Core.Text;

/// <summary>One input as it was read: its path as the user named it, and its text.</summary>
public sealed class SourceText(string path, string text)
{
    private int[]? _lineStarts;
    private (int Number, string Text) _lastLine;

    public string Path { get; } = path;

    public string Text { get; } = text;

    /// <summary>The text of a 1-based line without its line end; empty past the end.</summary>
    public string Line(int line)
    {
        _lineStarts ??= FindLineStarts(Text);
        if (line < 1 || line > _lineStarts.Length) return "";
        if (_lastLine.Number == line) return _lastLine.Text;
        var start = _lineStarts[line - 1];
        var end = line < _lineStarts.Length ? _lineStarts[line] : Text.Length;
        // Many findings may stand on one line, and one line may be the whole file.
        _lastLine = (line, Text[start..end].TrimEnd('\n', '\r'));
        return _lastLine.Text;
    }

    private static int[] FindLineStarts(string text)
    {
        var starts = new List<int> { 0 };
        for (var i = text.IndexOf('\n', StringComparison.Ordinal); i >= 0; i = text.IndexOf('\n', i + 1)) starts.Add(i + 1);
        return [.. starts];
    }
}

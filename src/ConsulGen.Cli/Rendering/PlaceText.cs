using System.Globalization;
using ConsulGen.Core.Text;

namespace ConsulGen.Cli.Rendering;

/// <summary>Something to say about a place, for people: the place, what kind of thing it is, the message; the line with carets below.</summary>
internal sealed class PlaceText(bool color)
{
    /// <summary>A longer line is cut around the place.</summary>
    private const int MaxWidth = 160;

    /// <param name="word">Such as "error".</param>
    /// <param name="tone">Of the word, as ANSI numbers its graphic renditions.</param>
    public void WriteHead(SourceSpan span, string word, string tone, string rule, string message, MaskedSource source, TextWriter output)
    {
        var place = span.Exists ? FormattableString.Invariant($"{Printable.Text(span.Path)}:{span.Line}:{span.Column}: ") : "";
        output.WriteLine($"{Paint(place, "1")}{Paint(word, tone)} {Paint(rule, "1")}: {Printable.Text(message)}");
        if (source.Line(span) is { } line) WriteSource(span, line, output);
    }

    public void WriteNote(string name, string text, TextWriter output) => output.WriteLine($"  {Paint(name + ":", "36")} {Printable.Text(text)}");

    public string Paint(string text, string tone) => color && text.Length > 0 ? $"\u001b[{tone}m{text}\u001b[0m" : text;

    private void WriteSource(SourceSpan span, string line, TextWriter output)
    {
        var column = Math.Clamp(span.Column - 1, 0, line.Length);
        var start = 0;
        if (line.Length > MaxWidth) start = Shortened.Border(line, Math.Max(0, Math.Min(column - 20, line.Length - MaxWidth)));
        var shown = Printable.Text(line[start..Shortened.Border(line, Math.Min(line.Length, start + MaxWidth))]);
        var length = Math.Clamp(span.Length, 1, Math.Max(1, shown.Length - (column - start)));
        var number = span.Line.ToString(CultureInfo.InvariantCulture);
        output.WriteLine($"  {Paint(number + " |", "34")} {shown}");
        output.WriteLine($"  {Paint(new string(' ', number.Length) + " |", "34")} {new string(' ', column - start)}{Paint(new string('^', length), "31;1")}");
    }
}

using System.Text;
using ConsulGen.Core.Text;

namespace ConsulGen.Core.Graphs.Svg;

/// <summary>
/// How wide a text is, about: nobody knows the reader's font. Widths are those of DejaVu Sans, the widest of the usual ones, so that
/// what fits here fits everywhere.
/// </summary>
internal static class TextWidth
{
    private const string Dots = "...";

    /// <summary>In pixels, rounded up.</summary>
    public static int Of(string text, int size, bool bold = false)
    {
        var thousandths = 0;
        foreach (var rune in text.EnumerateRunes()) thousandths += Thousandths(rune);
        return (thousandths * size * (bold ? 11 : 10) / 10_000) + 1;
    }

    /// <summary>The text, or its beginning with dots behind it.</summary>
    public static string Fit(string text, int width, int size, bool bold = false)
    {
        if (Of(text, size, bold) <= width) return text;
        var fits = 0;
        for (var next = 0; next < text.Length;)
        {
            next += StringInfo.GetNextTextElementLength(text, next);
            if (Of(text[..next] + Dots, size, bold) > width) break;
            fits = next;
        }

        return text[..fits] + Dots;
    }

    public static bool IsShortened(string text) => text.EndsWith(Dots, StringComparison.Ordinal);

    /// <summary>The text in lines, broken behind commas or, where that is not enough, at blanks.</summary>
    /// <param name="most">Lines; the last one is shortened where there is more, and a line that is a single long word.</param>
    public static List<string> Wrap(string text, int width, int size, int most)
    {
        var lines = new List<string>();
        var line = "";
        foreach (var piece in Pieces(Printable.Text(text), width, size))
        {
            if (line.Length > 0 && lines.Count + 1 < most && Of((line + piece).TrimEnd(), size) > width)
            {
                lines.Add(Fit(line.TrimEnd(), width, size));
                line = "";
            }

            line += piece;
        }

        lines.Add(Fit(line.TrimEnd(), width, size));
        return lines;
    }

    /// <summary>With the blanks behind them.</summary>
    private static IEnumerable<string> Pieces(string text, int width, int size)
    {
        foreach (var part in Cut(text, ", "))
            if (Of(part.TrimEnd(), size) <= width) yield return part;
            else foreach (var word in Cut(part, " ")) yield return word;
    }

    private static IEnumerable<string> Cut(string text, string behind)
    {
        for (var from = 0; from < text.Length;)
        {
            var at = text.IndexOf(behind, from, StringComparison.Ordinal);
            var to = at < 0 ? text.Length : at + behind.Length;
            yield return text[from..to];
            from = to;
        }
    }

    private static int Thousandths(Rune rune) => rune.Value switch
    {
        'i' or 'j' or 'l' => 280,
        ' ' or '.' or ',' or ':' or ';' or '\'' or '|' or '/' or '!' or 'I' or 'f' or '-' => 370,
        '(' or ')' or '[' or ']' or 't' or 'r' or '"' or '`' => 420,
        'm' or 'M' or 'W' or '%' or '@' => 980,
        'w' or 'G' or 'O' or 'Q' or 'N' or 'H' or 'U' or 'D' or '#' or '+' or '=' or '<' or '>' or '~' or '^' => 840,
        >= 'A' and <= 'Z' => 720,
        < 0x7f => 640,
        < 0x300 => 750,
        >= 0x1f000 => 1400,
        _ when Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format => 0,
        < 0x1100 => 850,
        _ => 1050,
    };
}

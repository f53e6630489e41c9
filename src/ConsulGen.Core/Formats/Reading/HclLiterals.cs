using System.Text;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Formats.Reading;

/// <summary>What the literals of HCL 1 mean: github.com/hashicorp/hcl v1, hcl/strconv and hcl/token.</summary>
internal static class HclLiterals
{
    /// <summary>Null when it is none. A leading zero means octal, <c>0x</c> hexadecimal.</summary>
    public static ScalarValue? Number(ReadOnlySpan<char> text)
    {
        var negative = text is ['-', ..];
        var digits = negative ? text[1..] : text;
        if (digits is ['0', 'x' or 'X', ..])
            return long.TryParse(digits[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex) && hex >= 0
                ? Integer(negative ? -hex : hex)
                : null;
        if (digits is ['0', _, ..] && !digits.ContainsAnyExceptInRange('0', '7')) return Octal(digits) is { } octal ? Integer(negative ? -octal : octal) : null;
        if (!digits.ContainsAnyExceptInRange('0', '9'))
            return digits is not ['0', _, ..] && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                ? Integer(number)
                : null;
        const NumberStyles Float = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(text, Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? new ScalarValue(ScalarKind.Float, value.ToString("R", CultureInfo.InvariantCulture))
            : null;
    }

    /// <summary>What a text in quotes means; what stands within <c>${ }</c> is kept as it is.</summary>
    /// <param name="start">Of the literal, for what is wrong in it.</param>
    public static string Text(ReadOnlySpan<char> literal, int start)
    {
        var content = literal[1..^1];
        if (content.IndexOfAny('\\', '$') < 0) return content.ToString();
        var text = new StringBuilder(content.Length);
        for (var i = 0; i < content.Length;)
        {
            if (content[i..].StartsWith("${"))
            {
                var end = EndOfBraces(content, i + 2);
                text.Append(content[i..end]);
                i = end;
            }
            else if (content[i] == '\\')
            {
                i += Escape(content[i..], start + 1 + i, text);
            }
            else
            {
                text.Append(content[i++]);
            }
        }

        return text.ToString();
    }

    /// <summary>The word of <c>&lt;&lt;WORD</c> and <c>&lt;&lt;-WORD</c>; empty where none stands there.</summary>
    public static string MarkOf(string text, int start)
    {
        var from = start + 1;
        if (from >= text.Length || text[from++] != '<') return "";
        if (from < text.Length && text[from] == '-') from++;
        var end = from;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] == '_')) end++;
        return end < text.Length && text.AsSpan(end) is ['\n', ..] or ['\r', '\n', ..] ? text[from..end] : "";
    }

    public static bool IsMark(ReadOnlySpan<char> line, string mark, bool indented) =>
        (indented ? line.TrimStart() : line).TrimEnd('\r').SequenceEqual(mark);

    /// <summary>
    /// The lines between the marks. Those of an indented one lose what stands before its closing mark, where all of them begin with it;
    /// otherwise they stay as they are.
    /// </summary>
    public static string HereDocument(string token)
    {
        var first = token.IndexOf('\n', StringComparison.Ordinal) + 1;
        var last = token.LastIndexOf('\n') + 1;
        var body = token[first..last];
        if (token[2] != '-') return body;
        var indent = token[last..(last + token.AsSpan(last).IndexOfAnyExcept(' ', '\t'))];
        var lines = body.Split('\n')[..^1];
        return Array.TrueForAll(lines, l => l.StartsWith(indent, StringComparison.Ordinal))
            ? string.Concat(lines.Select(l => l[indent.Length..] + "\n"))
            : body;
    }

    private static ScalarValue Integer(long number) => new(ScalarKind.Integer, number.ToString(CultureInfo.InvariantCulture));

    private static long? Octal(ReadOnlySpan<char> digits)
    {
        long number = 0;
        foreach (var digit in digits)
        {
            if (number > long.MaxValue / 8) return null;
            number = (number * 8) + (digit - '0');
        }

        return number;
    }

    private static int EndOfBraces(ReadOnlySpan<char> text, int from)
    {
        for (var braces = 1; from < text.Length && braces > 0; from++)
        {
            if (text[from] == '{') braces++;
            if (text[from] == '}') braces--;
        }

        return from;
    }

    /// <returns>How many characters the escape takes.</returns>
    private static int Escape(ReadOnlySpan<char> text, int at, StringBuilder result)
    {
        var c = text.Length > 1 ? text[1] : '\0';
        if (c is 'x' or 'u' or 'U' && Code(text, 2, c == 'x' ? 2 : c == 'u' ? 4 : 8, NumberStyles.AllowHexSpecifier) is { } code)
        {
            // Half a pair of surrogates is no character, but two of them in a row are one.
            if (code <= char.MaxValue) result.Append((char)code);
            else if (Rune.IsValid(code)) result.Append(new Rune(code).ToString());
            else throw Wrong();
            return c == 'x' ? 4 : c == 'u' ? 6 : 10;
        }

        if (text.Length > 3 && !text[1..4].ContainsAnyExceptInRange('0', '7') && Octal(text[1..4]) is { } octal and <= byte.MaxValue)
        {
            result.Append((char)octal);
            return 4;
        }

        result.Append(c switch
        {
            'a' => '\a',
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'v' => '\v',
            '\\' or '"' => c,
            _ => throw Wrong(),
        });
        return 2;

        SyntaxException Wrong() => new(at, 2, "this is no escape", "write a backslash as two");
    }

    private static int? Code(ReadOnlySpan<char> text, int from, int length, NumberStyles style) =>
        text.Length >= from + length && int.TryParse(text.Slice(from, length), style, CultureInfo.InvariantCulture, out var code) && code >= 0 ? code : null;
}

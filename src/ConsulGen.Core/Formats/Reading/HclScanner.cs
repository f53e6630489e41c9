using ConsulGen.Core.Text;

namespace ConsulGen.Core.Formats.Reading;

/// <summary>
/// Cuts HCL 1 into its words, as github.com/hashicorp/hcl v1 does (hcl/scanner), which all releases of Consul use: a text may hold
/// quotes and line ends within <c>${ }</c>, and a name may hold dots and hyphens.
/// </summary>
internal sealed class HclScanner(string text)
{
    private int _at;

    /// <exception cref="SyntaxException">What follows is no word.</exception>
    public HclToken Next()
    {
        SkipBlanks();
        var start = _at;
        if (_at == text.Length) return new HclToken(HclTokenKind.End, start, 0);
        var kind = text[_at] switch
        {
            '=' => Single(HclTokenKind.Assign),
            ',' => Single(HclTokenKind.Comma),
            '{' => Single(HclTokenKind.OpenBrace),
            '}' => Single(HclTokenKind.CloseBrace),
            '[' => Single(HclTokenKind.OpenBracket),
            ']' => Single(HclTokenKind.CloseBracket),
            '"' => Text(),
            '<' => HereDocument(),
            '-' or (>= '0' and <= '9') => Number(),
            '.' when char.IsAsciiDigit(After) => Number(),
            var c when IsLetter(c) => Word(),
            '\'' => throw Wrong(1, "a text stands in single quotes", "write double quotes"),
            _ => throw Wrong(1, "nothing begins with this character", "remove it, or write it in double quotes"),
        };
        return new HclToken(kind, start, _at - start);
    }

    private char Current => _at < text.Length ? text[_at] : '\0';

    private char After => _at + 1 < text.Length ? text[_at + 1] : '\0';

    private static bool IsLetter(char c) => char.IsAsciiLetter(c) || c == '_' || (c >= 0x80 && (char.IsLetter(c) || char.IsSurrogate(c)));

    private HclTokenKind Single(HclTokenKind kind)
    {
        _at++;
        return kind;
    }

    private void SkipBlanks()
    {
        while (_at < text.Length)
        {
            if (Current is ' ' or '\t' or '\n' or '\r') _at++;
            else if (Current == '#' || (Current == '/' && After == '/')) _at = EndOfLine(_at);
            else if (Current == '/' && After == '*') SkipComment();
            else return;
        }
    }

    private void SkipComment()
    {
        var end = text.IndexOf("*/", _at + 2, StringComparison.Ordinal);
        if (end < 0) throw Wrong(2, "a comment does not end", "close it with */");
        _at = end + 2;
    }

    private int EndOfLine(int from) => text.IndexOf('\n', from) is >= 0 and var end ? end : text.Length;

    private HclTokenKind Word()
    {
        var start = _at;
        while (_at < text.Length && (IsLetter(Current) || char.IsDigit(Current) || Current is '-' or '.')) _at++;
        return text.AsSpan(start, _at - start) is "true" or "false" ? HclTokenKind.Boolean : HclTokenKind.Identifier;
    }

    private HclTokenKind Number()
    {
        if (Current == '-' && !char.IsAsciiDigit(After)) throw Wrong(1, "a hyphen stands alone", "write it in double quotes");
        var start = _at++;
        while (char.IsAsciiLetterOrDigit(Current) || Current is '.' || (Current is '+' or '-' && text[_at - 1] is 'e' or 'E')) _at++;
        if (HclLiterals.Number(text.AsSpan(start, _at - start)) is not null) return HclTokenKind.Number;
        var length = _at - start;
        _at = start;
        throw Wrong(length, "this is no number", "write it in double quotes");
    }

    private HclTokenKind Text()
    {
        var start = _at++;
        for (var braces = 0; ; _at++)
        {
            if (_at >= text.Length || (Current == '\n' && braces == 0))
            {
                _at = start;
                throw Wrong(EndOfLine(start) - start, "a text does not end", "close it with a double quote on its line, or use <<EOF for several lines");
            }

            if (Current == '"' && braces == 0) break;
            if (Current == '\\')
            {
                _at++;
            }
            else if (braces == 0 ? Current == '$' && After == '{' : Current == '{')
            {
                if (braces++ == 0) _at++;
            }
            else if (braces > 0 && Current == '}')
            {
                braces--;
            }
        }

        _at++;
        return HclTokenKind.Text;
    }

    private HclTokenKind HereDocument()
    {
        var start = _at;
        var mark = HclLiterals.MarkOf(text, start);
        if (mark.Length == 0) throw Wrong(2, "a text of several lines begins with <<EOF, where EOF may be any word", "write it so");
        for (var line = EndOfLine(start); line < text.Length;)
        {
            var end = EndOfLine(line + 1);
            if (HclLiterals.IsMark(text.AsSpan(line + 1, end - line - 1), mark, text[start + 2] == '-'))
            {
                _at = end;
                return HclTokenKind.HereDocument;
            }

            line = end;
        }

        throw Wrong(
            mark.Length + 2,
            $"the text of several lines does not end: \"{Shortened.Of(mark)}\" does not stand alone on a line below",
            "add it");
    }

    private SyntaxException Wrong(int length, string message, string help) => new(_at, length, message, help);
}

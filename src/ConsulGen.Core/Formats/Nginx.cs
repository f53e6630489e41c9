using System.Buffers;

namespace ConsulGen.Core.Formats;

/// <summary>Words of nginx's configuration.</summary>
public static class Nginx
{
    // The brackets are those of an IPv6 address.
    private static readonly SearchValues<char> Bare =
        SearchValues.Create("+,-./0123456789:=@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]_abcdefghijklmnopqrstuvwxyz");

    /// <summary>The word as nginx reads it back. A dollar starts a variable even in quotes, so that it cannot be written.</summary>
    public static string Word(string word)
    {
        if (word.Length > 0 && !word.AsSpan().ContainsAnyExcept(Bare)) return word;
        if (PlainWord.OneLine(word).Contains('$', StringComparison.Ordinal))
            throw new ArgumentException("nginx takes a dollar for a variable, always", nameof(word));
        return $"\"{word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
    }

    /// <summary>
    /// The words of a directive as a user wrote them, checked to stay within that directive: no open quote, and no <c>;</c>, brace or
    /// comment outside of quotes.
    /// </summary>
    public static string RawWords(string text)
    {
        PlainWord.OneLine(text);
        var quote = '\0';
        var starts = true;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\\')
            {
                if (++i == text.Length) throw new ArgumentException("the last backslash escapes the directive's end", nameof(text));
            }
            else if (quote != '\0')
            {
                if (c != quote) continue;
                quote = '\0';
                if (i + 1 < text.Length && text[i + 1] != ' ') throw new ArgumentException("nginx wants a blank behind a closing quote", nameof(text));
            }
            else if (starts && c is '"' or '\'')
            {
                quote = c;
            }
            else if (c is ';' or '{' or '}' || (starts && c == '#'))
            {
                throw new ArgumentException($"\"{c}\" ends the directive: put the word in quotes", nameof(text));
            }

            starts = c == ' ' && quote == '\0';
        }

        return quote == '\0' ? text : throw new ArgumentException("a quote is open at the end", nameof(text));
    }
}

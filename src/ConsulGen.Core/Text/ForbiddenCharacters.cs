namespace ConsulGen.Core.Text;

/// <summary>
/// Characters that no consumer needs and that several take for a line's end or hide text with: controls, line and
/// paragraph separators, byte order mark, bidirectional controls, lone surrogates, and U+E123, which HCL 1 uses inside.
/// A line feed and a tab are allowed where the format can write them in a string (agent and service values).
/// </summary>
public static class ForbiddenCharacters
{
    /// <summary>Index of the first forbidden character, or -1.</summary>
    public static int IndexIn(ReadOnlySpan<char> text, bool allowLineFeed, bool allowCarriageReturn = false)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is >= ' ' and < '\x7f') continue;
            if (c == '\r' && allowCarriageReturn) continue;
            if (c is '\n' or '\t')
            {
                if (allowLineFeed) continue;
                return i;
            }

            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
                continue;
            }

            if (IsForbidden(c)) return i;
        }

        return -1;
    }

    /// <summary><c>U+000D</c>.</summary>
    public static string Name(char c) => string.Create(CultureInfo.InvariantCulture, $"U+{(int)c:X4}");

    private static bool IsForbidden(char c) =>
        c < ' '
        || c is >= '\x7f' and <= '\x9f'
        || c is '\u2028' or '\u2029' or '\ufeff' or '\ue123' or '\ufffe' or '\uffff'
        || c is >= '\u202a' and <= '\u202e'
        || c is >= '\u2066' and <= '\u2069'
        || c is '\u200e' or '\u200f' or '\u061c'
        || char.IsSurrogate(c);
}

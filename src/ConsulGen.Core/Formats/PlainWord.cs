using System.Buffers;

namespace ConsulGen.Core.Formats;

/// <summary>Checks that the formats made of words and lines share.</summary>
internal static class PlainWord
{
    private static readonly SearchValues<char> Bare =
        SearchValues.Create("+,-./0123456789:=@ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz");

    private static readonly SearchValues<char> Controls = SearchValues.Create([.. Enumerable.Range(0, ' ').Select(c => (char)c), '\x7f']);

    /// <summary>True when no format gives a meaning to any of the characters, so that the word needs no quotes.</summary>
    public static bool IsBare(string word) => word.Length > 0 && !word.AsSpan().ContainsAnyExcept(Bare);

    /// <summary>True for a text, not empty, of ASCII letters, digits and the given others.</summary>
    public static bool IsMadeOf(string text, string others)
    {
        foreach (var c in text)
            if (!char.IsAsciiLetterOrDigit(c) && !others.Contains(c, StringComparison.Ordinal)) return false;
        return text.Length > 0;
    }

    /// <summary>The text, when it has no control character of ASCII's; else an exception, since consumers end a line at some of them.</summary>
    public static string OneLine(string text)
    {
        var at = text.AsSpan().IndexOfAny(Controls);
        return at < 0 ? text : throw new ArgumentException($"a control character (U+{(int)text[at]:X4}) cannot be written here", nameof(text));
    }
}

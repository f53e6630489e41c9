namespace ConsulGen.Core.Formats;

/// <summary>
/// The values of supervisor's options. Python reads the file: it interpolates <c>%</c>, and cuts a value at <c>;</c> or <c>#</c> after
/// a blank, even within quotes.
/// </summary>
public static class Supervisor
{
    /// <summary>A word of <c>command</c>. Empty quotes stand between any blank and what would start a comment.</summary>
    public static string CommandWord(string word)
    {
        if (PlainWord.IsBare(word)) return word;
        var quoted = PlainWord.OneLine(word)
            .Replace("'", "'\"'\"'", StringComparison.Ordinal)
            .Replace("%", "%%", StringComparison.Ordinal)
            .Replace(";", "'';", StringComparison.Ordinal)
            .Replace("#", "''#", StringComparison.Ordinal);
        return $"'{quoted}'";
    }

    /// <summary>The text of any other option. It has no quotes, so that some texts cannot be written at all.</summary>
    public static string Value(string text)
    {
        PlainWord.OneLine(text);
        if (text.Length > 0 && (char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1])))
            throw new ArgumentException("supervisor takes off blanks around a value", nameof(text));
        for (var i = 1; i < text.Length; i++)
            if (text[i] is ';' or '#' && char.IsWhiteSpace(text[i - 1]))
                throw new ArgumentException("supervisor cuts a value at \";\" or \"#\" after a blank", nameof(text));
        return text.Replace("%", "%%", StringComparison.Ordinal);
    }
}

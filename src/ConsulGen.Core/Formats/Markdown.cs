namespace ConsulGen.Core.Formats;

/// <summary>Text of others in Markdown. A code span is the only place where GitHub links, mentions and formats nothing.</summary>
public static class Markdown
{
    public static string Code(string text)
    {
        // An empty code span does not exist.
        var code = text.Length == 0 ? " " : string.Create(text.Length, text, static (to, from) =>
        {
            for (var i = 0; i < to.Length; i++) to[i] = char.IsControl(from[i]) ? ' ' : from[i];
        });
        var fence = new string('`', LongestRun(code) + 1);

        // Markdown takes one blank off each end when both ends have one, unless there is nothing else.
        var losesBlanks = code[0] == ' ' && code[^1] == ' ' && code.AsSpan().ContainsAnyExcept(' ');
        var pad = losesBlanks || code[0] == '`' || code[^1] == '`' ? " " : "";
        return $"{fence}{pad}{code}{pad}{fence}";
    }

    /// <summary>A code span for a cell of a table, where a pipe ends the cell even in code.</summary>
    public static string TableCell(string text) => Code(text).Replace("|", "\\|", StringComparison.Ordinal);

    private static int LongestRun(string code)
    {
        int longest = 0, run = 0;
        foreach (var c in code)
        {
            run = c == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}

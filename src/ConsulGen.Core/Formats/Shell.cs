using ConsulGen.Core.Text;

namespace ConsulGen.Core.Formats;

/// <summary>Words of a POSIX shell.</summary>
public static class Shell
{
    /// <summary>The word in single quotes, where nothing has a meaning but the quote itself. It may still start with a dash.</summary>
    public static string Quote(string word) => string.Concat("'", Escaped(word), "'");

    /// <summary>Appends the parts as one word in single quotes.</summary>
    public static TextBuilder Quote(TextBuilder text, params ReadOnlySpan<string> parts)
    {
        text.Append('\'');
        foreach (var part in parts) text.Append(Escaped(part));
        return text.Append('\'');
    }

    /// <summary>An argument, or a program by its path: as it is where no shell gives it a meaning, else in quotes.</summary>
    public static string Word(string word) => PlainWord.IsBare(word) ? word : Quote(word);

    /// <summary>A command of these words.</summary>
    public static string Line(params IEnumerable<string> words) => string.Join(' ', words.Select(Word));

    private static string Escaped(string word) =>
        word.Contains('\0', StringComparison.Ordinal)
            ? throw new ArgumentException("no shell takes a NUL", nameof(word))
            : word.Replace("'", "'\\''", StringComparison.Ordinal);
}

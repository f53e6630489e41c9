using System.Text;

namespace ConsulGen.Core.Formats;

/// <summary>
/// The values of systemd's directives. Each kind of value has rules of its own: a word of a command expands <c>%</c> and <c>$</c>,
/// an assignment only <c>%</c>, a whole line knows no quotes.
/// </summary>
public static class Systemd
{
    /// <summary>A word of <c>ExecStart=</c> after the first.</summary>
    public static string Argument(string argument) => PlainWord.IsBare(argument) ? argument : Quoted(argument, dollar: "$$");

    /// <summary>The first word of <c>ExecStart=</c>: an absolute path, in which a dollar stands for itself.</summary>
    public static string Executable(string path)
    {
        if (!path.StartsWith('/')) throw new ArgumentException("systemd wants the absolute path of a program", nameof(path));
        if (PlainWord.OneLine(path).AsSpan().IndexOfAny('\\', '"', '\'') >= 0)
            throw new ArgumentException("systemd refuses quotes and backslashes in the path of a program", nameof(path));
        return PlainWord.IsBare(path) ? path : Quoted(path, dollar: "$");
    }

    /// <summary>An item of <c>Environment=</c>, where a dollar stands for itself.</summary>
    public static string EnvironmentAssignment(string name, string value)
    {
        if (!PlainWord.IsMadeOf(name, "_") || char.IsAsciiDigit(name[0]))
            throw new ArgumentException($"\"{name}\" is not the name of a variable", nameof(name));
        return value.Length == 0 || PlainWord.IsBare(value) ? $"{name}={value}" : Quoted($"{name}={value}", dollar: "$");
    }

    /// <summary>The text of <c>Description=</c> and of other directives that take the whole line; blanks around it are lost.</summary>
    public static string Line(string text) => Closed(PlainWord.OneLine(text).Replace("%", "%%", StringComparison.Ordinal));

    /// <summary>An item of a list of paths, such as <c>ReadWritePaths=</c>; in these lists a backslash only takes away the next character's meaning.</summary>
    public static string PathWord(string path)
    {
        if (PlainWord.IsBare(path)) return path;
        var word = PlainWord.OneLine(path)
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("%", "%%", StringComparison.Ordinal);
        return $"\"{word}\"";
    }

    /// <summary>The path of <c>WorkingDirectory=</c> and of conditions, which takes the whole line and knows no quotes.</summary>
    public static string WholePath(string path)
    {
        if (!path.StartsWith('/') || char.IsWhiteSpace(path[^1]))
            throw new ArgumentException("systemd wants an absolute path here, and cannot hold a blank at its end", nameof(path));
        return Line(path);
    }

    /// <summary>The value with a blank after an odd backslash, which would join the next line to it; systemd takes the blank off again.</summary>
    internal static string Closed(string value)
    {
        var backslashes = value.Length - value.AsSpan().TrimEnd('\\').Length;
        return backslashes % 2 == 0 ? value : value + " ";
    }

    private static string Quoted(string text, string dollar)
    {
        var quoted = new StringBuilder(text.Length + 16).Append('"');
        foreach (var c in text)
        {
            _ = c switch
            {
                '\\' => quoted.Append("\\\\"),
                '"' => quoted.Append("\\\""),
                '%' => quoted.Append("%%"),
                '$' => quoted.Append(dollar),
                '\n' => quoted.Append("\\n"),
                '\t' => quoted.Append("\\t"),
                '\r' => quoted.Append("\\r"),
                '\0' => throw new ArgumentException("systemd cannot hold a NUL", nameof(text)),
                < ' ' or '\x7f' => quoted.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}"),
                _ => quoted.Append(c),
            };
        }

        return quoted.Append('"').ToString();
    }
}

using System.Buffers;
using System.Text;
using ConsulGen.Core.Text;

namespace ConsulGen.Core.Formats;

/// <summary>Double-quoted strings with backslash escapes, as JSON, HCL 1 and YAML have them; they differ in what must be escaped.</summary>
internal static class Literal
{
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        " !#%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    /// <summary>The literal; <paramref name="escape"/> gives the escape of a character, or null when it stands for itself.</summary>
    public static string Of(string value, Func<char, string?> escape)
    {
        var special = value.AsSpan().IndexOfAnyExcept(Plain);
        if (special < 0) return string.Concat("\"", value, "\"");
        var literal = new StringBuilder(value.Length + 16).Append('"').Append(value, 0, special);
        foreach (var c in value.AsSpan(special))
        {
            if (escape(c) is { } escaped) literal.Append(escaped);
            else literal.Append(c);
        }

        return literal.Append('"').ToString();
    }

    /// <summary>Appends the literal.</summary>
    public static void Write(TextBuilder text, string value, Func<char, string?> escape)
    {
        if (value.AsSpan().IndexOfAnyExcept(Plain) < 0) text.Append('"').Append(value).Append('"');
        else text.Append(Of(value, escape));
    }

    /// <summary>The escapes that all three share, the controls as <c>\u001b</c>, and the characters that editors and parsers take for line ends.</summary>
    public static string? Escape(char c) => c switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        _ when char.IsControl(c) || c is '\u2028' or '\u2029' or '\ufeff' => Hex(c),
        _ => null,
    };

    public static string Hex(char c) => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
}

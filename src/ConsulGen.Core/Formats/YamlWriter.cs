using ConsulGen.Core.Text;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Formats;

/// <summary>Writes YAML that 1.1 and 1.2 parsers read alike: block style, and every string in double quotes.</summary>
public static class YamlWriter
{
    private const int Indent = 2;

    /// <summary>The document of a map or of a list.</summary>
    public static TextBuilder Write(Value root, string? comment = null)
    {
        var text = new TextBuilder();
        Comments.WriteHeader(text, comment);
        if (!TryLine(text, root)) Block(text, root, 0);
        return text;
    }

    /// <summary>A double-quoted scalar of YAML; never with JSON's surrogate pairs, which no YAML parser joins.</summary>
    public static string Quote(string value) => Literal.Of(value, Escape);

    /// <summary>Writes the lines of a map or list, the first one where the text now stands.</summary>
    private static void Block(TextBuilder text, Value value, int indent)
    {
        if (value is MapValue map)
        {
            for (var i = 0; i < map.Entries.Length; i++)
            {
                if (i > 0) text.Append(' ', indent);
                Entry(text, map.Entries[i], indent);
            }
        }
        else if (value is ListValue list)
        {
            for (var i = 0; i < list.Items.Length; i++)
            {
                if (i > 0) text.Append(' ', indent);
                text.Append("- ");
                var inner = indent + Indent;
                if (!TryLine(text, list.Items[i])) Block(text, list.Items[i], inner);
            }
        }
    }

    private static void Entry(TextBuilder text, Entry entry, int indent)
    {
        text.Append(IsBareKey(entry.Key) ? entry.Key : Quote(entry.Key)).Append(':');
        var end = text.Length;
        if (TryLine(text.Append(' '), entry.Value)) return;
        text.Truncate(end);
        text.Line().Append(' ', indent + Indent);
        Block(text, entry.Value, indent + Indent);
    }

    /// <summary>Ends the line with the value; false, and nothing is written, for what takes a block of lines.</summary>
    private static bool TryLine(TextBuilder text, Value value)
    {
        if (value is MapValue map)
        {
            if (!map.IsEmpty) return false;
            text.Append("{}");
        }
        else if (value is ListValue list)
        {
            if (!ShortList.TryWrite(text, list, Scalar)) return false;
        }
        else
        {
            Scalar(text, value);
        }

        text.Line();
        return true;
    }

    private static void Scalar(TextBuilder text, Value value)
    {
        if (value is ScalarValue { Kind: ScalarKind.String } scalar) Literal.Write(text, scalar.Text, Escape);
        else text.Append(Bare(value));
    }

    private static string? Escape(char c) => c is '\ufffe' or '\uffff' ? Literal.Hex(c) : Literal.Escape(c);

    private static string Bare(Value value) => value switch
    {
        ScalarValue { Kind: ScalarKind.Integer } scalar => Numbers.Of(scalar),
        ScalarValue { Kind: ScalarKind.Float } scalar => Float(Numbers.Of(scalar)),
        ScalarValue { Kind: ScalarKind.Boolean } scalar => scalar.Text,
        ScalarValue { Kind: ScalarKind.Null } => "null",
        _ => throw new InvalidOperationException($"{value.GetType().Name} cannot be written as YAML"),
    };

    /// <summary>YAML 1.1 takes <c>1e3</c> for a string: it wants a point, and a sign in the exponent.</summary>
    private static string Float(string number)
    {
        var exponent = number.AsSpan().IndexOfAny('e', 'E');
        if (exponent < 0) return number;
        var mantissa = number[..exponent];
        var power = number[(exponent + 1)..];
        if (!mantissa.Contains('.', StringComparison.Ordinal)) mantissa += ".0";
        return char.IsAsciiDigit(power[0]) ? $"{mantissa}e+{power}" : $"{mantissa}e{power}";
    }

    private static bool IsBareKey(string key)
    {
        if (key is "null" or "true" or "false" or "yes" or "no" or "on" or "off" or "y" or "n") return false;
        foreach (var c in key)
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '_') return false;
        return key.Length > 0 && !char.IsAsciiDigit(key[0]);
    }
}

using ConsulGen.Core.Text;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Formats;

/// <summary>Writes JSON: no comments, no byte order mark, other scripts and emoji as they are.</summary>
public static class JsonWriter
{
    private const int Indent = 2;

    public static TextBuilder Write(MapValue root)
    {
        var text = new TextBuilder();
        Map(text, root, 0);
        return text.Line();
    }

    /// <summary>A string literal of JSON.</summary>
    public static string Quote(string value) => Literal.Of(value, Literal.Escape);

    private static void Map(TextBuilder text, MapValue map, int indent)
    {
        if (map.IsEmpty)
        {
            text.Append("{}");
            return;
        }

        text.Line("{");
        var inner = indent + Indent;
        for (var i = 0; i < map.Entries.Length; i++)
        {
            Literal.Write(text.Append(' ', inner), map.Entries[i].Key, Literal.Escape);
            text.Append(": ");
            Any(text, map.Entries[i].Value, inner);
            text.Line(i < map.Entries.Length - 1 ? "," : "");
        }

        text.Append(' ', indent).Append('}');
    }

    private static void List(TextBuilder text, ListValue list, int indent)
    {
        // A comma may follow.
        if (ShortList.TryWrite(text, list, Scalar, behind: 1)) return;
        text.Line("[");
        var inner = indent + Indent;
        for (var i = 0; i < list.Items.Length; i++)
        {
            text.Append(' ', inner);
            Any(text, list.Items[i], inner);
            text.Line(i < list.Items.Length - 1 ? "," : "");
        }

        text.Append(' ', indent).Append(']');
    }

    private static void Any(TextBuilder text, Value value, int indent)
    {
        if (value is MapValue map) Map(text, map, indent);
        else if (value is ListValue list) List(text, list, indent);
        else Scalar(text, value);
    }

    private static void Scalar(TextBuilder text, Value value)
    {
        if (value is ScalarValue { Kind: ScalarKind.String } scalar) Literal.Write(text, scalar.Text, Literal.Escape);
        else text.Append(Bare(value));
    }

    private static string Bare(Value value) => value switch
    {
        ScalarValue { Kind: ScalarKind.Integer or ScalarKind.Float } scalar => Numbers.Of(scalar),
        ScalarValue { Kind: ScalarKind.Boolean } scalar => scalar.Text,
        ScalarValue { Kind: ScalarKind.Null } => "null",
        _ => throw new InvalidOperationException($"{value.GetType().Name} cannot be written as JSON"),
    };
}

using ConsulGen.Core.Text;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Formats;

/// <summary>
/// Writes HCL 1 in the one shape that Consul 1.1 and later read exactly as JSON: attributes only (<c>ports = { … }</c>), never blocks,
/// since a block that stands twice makes old agents panic. One thing has no form in HCL: below a map of free shape, such as a proxy's
/// <c>config</c>, Consul 1.8 and later take a list of one item for the item itself; such a document belongs into JSON.
/// </summary>
public static class HclWriter
{
    private const int Indent = 2;

    public static TextBuilder Write(MapValue root, string? comment = null)
    {
        var text = new TextBuilder();
        Comments.WriteHeader(text, comment);
        Attributes(text, root, 0);
        return text;
    }

    /// <summary>
    /// A string literal of HCL 1. A dollar is escaped, because <c>${</c> starts an interpolation that swallows quotes and line ends
    /// up to its brace; so is the private use area, of which HCL 1 uses a character as its own mark.
    /// </summary>
    public static string Quote(string value) => Literal.Of(value, Escape);

    private static void Attributes(TextBuilder text, MapValue map, int indent)
    {
        foreach (var entry in map.Entries)
        {
            text.Append(' ', indent).Append(IsIdentifier(entry.Key) ? entry.Key : Quote(entry.Key)).Append(" = ");
            Any(text, entry.Value, indent);
            text.Line();
        }
    }

    private static void Map(TextBuilder text, MapValue map, int indent)
    {
        if (map.IsEmpty)
        {
            text.Append("{}");
            return;
        }

        text.Line("{");
        Attributes(text, map, indent + Indent);
        text.Append(' ', indent).Append('}');
    }

    private static void List(TextBuilder text, ListValue list, int indent)
    {
        if (ShortList.TryWrite(text, list, Scalar)) return;
        text.Line("[");
        var inner = indent + Indent;
        foreach (var item in list.Items)
        {
            text.Append(' ', inner);
            Any(text, item, inner);
            text.Line(",");
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
        if (value is ScalarValue { Kind: ScalarKind.String } scalar) Literal.Write(text, scalar.Text, Escape);
        else text.Append(Bare(value));
    }

    private static string Bare(Value value) => value switch
    {
        ScalarValue { Kind: ScalarKind.Integer or ScalarKind.Float } scalar => Numbers.Of(scalar),
        ScalarValue { Kind: ScalarKind.Boolean } scalar => scalar.Text,
        ScalarValue => throw new InvalidOperationException("HCL 1 has no null"),
        _ => throw new InvalidOperationException($"{value.GetType().Name} cannot be written as HCL"),
    };

    private static string? Escape(char c) => c is '$' or >= '\ue000' and <= '\uf8ff' ? Literal.Hex(c) : Literal.Escape(c);

    // HCL 1 reads true and false as values wherever they stand.
    private static bool IsIdentifier(string key) =>
        key is not ("true" or "false") && PlainWord.IsMadeOf(key, "_-") && (char.IsAsciiLetter(key[0]) || key[0] == '_');
}

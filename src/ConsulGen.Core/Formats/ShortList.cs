using ConsulGen.Core.Text;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Formats;

/// <summary>A list of scalars on one line, <c>["a", "b"]</c>: the same text in JSON, HCL 1 and YAML.</summary>
internal static class ShortList
{
    private const int Columns = 100;

    /// <summary>Appends the list; false, and nothing is appended, when it holds more than scalars or would pass the last column.</summary>
    /// <param name="behind">Columns that are needed for what follows.</param>
    public static bool TryWrite(TextBuilder text, ListValue list, Action<TextBuilder, Value> scalar, int behind = 0)
    {
        if (list.Items.Any(i => i is MapValue or ListValue)) return false;
        var start = text.Length;
        text.Append('[');
        for (var i = 0; i < list.Items.Length; i++)
        {
            if (i > 0) text.Append(", ");
            scalar(text, list.Items[i]);
            if (text.Column + 1 + behind <= Columns) continue;
            text.Truncate(start);
            return false;
        }

        text.Append(']');
        return true;
    }
}

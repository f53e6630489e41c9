using System.Text;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Formats;

/// <summary>A list of scalars on one line, <c>["a", "b"]</c>: the same text in JSON, HCL 1 and YAML.</summary>
internal static class ShortList
{
    private const int Columns = 100;

    /// <summary>The list, or null when it holds more than scalars or would pass the last column.</summary>
    public static string? Of(ListValue list, int column, Func<Value, string> scalar)
    {
        if (list.Items.IsEmpty) return "[]";
        var text = new StringBuilder("[");
        foreach (var item in list.Items)
        {
            if (item is MapValue or ListValue) return null;
            if (text.Length > 1) text.Append(", ");
            text.Append(scalar(item));
            if (column + text.Length + 1 > Columns) return null;
        }

        return text.Append(']').ToString();
    }
}

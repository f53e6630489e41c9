using ConsulGen.Core.Values;

namespace ConsulGen.Core.Formats;

/// <summary>The values that an override gives to a directive, in the format's own words.</summary>
internal static class RawValues
{
    /// <summary>None for null, one for a scalar, each for a list.</summary>
    public static ImmutableArray<string> Of(Entry entry) => entry.Value switch
    {
        ScalarValue { Kind: ScalarKind.Null } => [],
        ScalarValue scalar => [scalar.Text],
        ListValue list => [.. list.Items.Select(i => Item(entry.Key, i))],
        _ => throw NoText(entry.Key),
    };

    private static string Item(string key, Value item) => item is ScalarValue { Kind: not ScalarKind.Null } scalar ? scalar.Text : throw NoText(key);

    private static ArgumentException NoText(string key) => new($"\"{key}\" wants a text, a list of texts or null");
}

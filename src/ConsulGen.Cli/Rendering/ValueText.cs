using ConsulGen.Core.Formats;
using ConsulGen.Core.Text;
using ConsulGen.Core.Values;

namespace ConsulGen.Cli.Rendering;

/// <summary>Values on one line, in flow style.</summary>
internal static class ValueText
{
    /// <param name="secrets">Where inventories write secrets out; what stands there is not shown.</param>
    public static string Of(Value value, IReadOnlySet<SourceSpan> secrets) => secrets.Contains(value.Span) ? "(hidden)" : value switch
    {
        ScalarValue { Kind: ScalarKind.String } scalar => JsonWriter.Quote(scalar.Text),
        ScalarValue scalar => scalar.Text,
        SecretValue secret => $"{{ secret: {secret.Name} }}",
        ListValue list => $"[{string.Join(", ", list.Items.Select(i => Of(i, secrets)))}]",
        MapValue map => $"{{{string.Join(", ", map.Entries.Select(e => $"{e.Key}: {Of(e.Value, secrets)}"))}}}",
        _ => "",
    };
}

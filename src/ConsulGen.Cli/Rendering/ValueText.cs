using System.Collections.Immutable;
using ConsulGen.Core;
using ConsulGen.Core.Formats;
using ConsulGen.Core.Text;
using ConsulGen.Core.Values;

namespace ConsulGen.Cli.Rendering;

/// <summary>Values on one line, in flow style, printable, and without what the inventories write out as a secret.</summary>
internal sealed class ValueText(params ImmutableArray<Compilation> compilations)
{
    public string Of(Value value) => Printable.Text(Write(value));

    /// <summary>A text of any kind, without the secrets that placeholders may have put into it.</summary>
    public string Of(string text) => Printable.Text(Hide(text));

    private string Write(Value value) => compilations.Any(c => c.SecretPlaces.Contains(value.Span)) ? "(hidden)" : value switch
    {
        ScalarValue { Kind: ScalarKind.String } scalar => JsonWriter.Quote(Hide(scalar.Text)),
        ScalarValue scalar => Hide(scalar.Text),
        SecretValue secret => $"{{ secret: {secret.Name} }}",
        ListValue list => $"[{string.Join(", ", list.Items.Select(Write))}]",
        MapValue map => $"{{{string.Join(", ", map.Entries.Select(e => $"{e.Key}: {Write(e.Value)}"))}}}",
        _ => "",
    };

    private string Hide(string text)
    {
        foreach (var compilation in compilations) text = compilation.WithoutSecrets(text);
        return text;
    }
}

using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Inventories;

/// <summary>Gives each host of a range its own of the values that have a range too.</summary>
internal static class RangedValue
{
    /// <summary>True when a string with a range stands in the value; every such string must run in step with the key.</summary>
    public static bool Has(Value value, HostRange key, string keyText, FindingBag findings)
    {
        switch (value)
        {
            case ScalarValue { Kind: ScalarKind.String } scalar:
                if (HostRange.Parse(scalar.Text) is not { } range) return false;
                if (range.InStepWith(key)) return true;
                findings.Add(
                    "range-mismatch",
                    scalar.Span,
                    $"\"{scalar.Text}\" stands for {Counted.Of(range.Count, "value")}, but its host \"{keyText}\" for {Counted.Of(key.Count, "host")}",
                    "make both ranges equally long, as they run in step");
                return false;
            case ListValue list:
                return list.Items.Aggregate(false, (has, item) => Has(item, key, keyText, findings) || has);
            case MapValue map:
                return map.Entries.Aggregate(false, (has, entry) => Has(entry.Value, key, keyText, findings) || has);
            default:
                return false;
        }
    }

    /// <param name="parsed">What <see cref="HostRange.Parse"/> made of each text: they are the same for every host of the range.</param>
    public static Value At(Value value, int index, HostRange key, Dictionary<string, HostRange?> parsed) => value switch
    {
        ScalarValue { Kind: ScalarKind.String } scalar when Parse(scalar.Text, parsed) is { } range && range.InStepWith(key) =>
            new ScalarValue(ScalarKind.String, range[index]) { Origin = scalar.Origin },
        ListValue list => list.With([.. list.Items.Select(item => At(item, index, key, parsed))]),
        MapValue map => map.Select(entry => At(entry.Value, index, key, parsed)),
        _ => value,
    };

    private static HostRange? Parse(string text, Dictionary<string, HostRange?> parsed) =>
        parsed.TryGetValue(text, out var known) ? known : parsed[text] = HostRange.Parse(text);
}

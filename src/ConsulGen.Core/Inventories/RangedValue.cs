using ConsulGen.Core.Diagnostics;
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
                    string.Create(CultureInfo.InvariantCulture, $"\"{scalar.Text}\" stands for {range.Count} values, but its host \"{keyText}\" for {key.Count} hosts"),
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

    public static Value At(Value value, int index, HostRange key) => value switch
    {
        ScalarValue { Kind: ScalarKind.String } scalar when HostRange.Parse(scalar.Text) is { } range && range.InStepWith(key) =>
            new ScalarValue(ScalarKind.String, range[index]) { Origin = scalar.Origin },
        ListValue list => new ListValue([.. list.Items.Select(item => At(item, index, key))]) { Origin = list.Origin },
        MapValue map => map.Select(entry => At(entry.Value, index, key)),
        _ => value,
    };
}

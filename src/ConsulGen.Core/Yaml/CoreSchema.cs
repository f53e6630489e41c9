using ConsulGen.Core.Values;

namespace ConsulGen.Core.Yaml;

/// <summary>
/// The types of plain scalars by YAML 1.2's core schema: <c>yes</c>, <c>on</c> and <c>012:30</c> are strings, <c>0x1F</c> and
/// <c>0o17</c> are integers. An integer beyond 64 bits counts as a float, which no key of Consul takes in its place.
/// </summary>
public static class CoreSchema
{
    /// <summary>Kind and canonical text of a scalar as it stands in the document.</summary>
    public static (ScalarKind Kind, string Text) Resolve(YamlScalar scalar)
    {
        var text = scalar.Text;
        if (!scalar.Plain) return (ScalarKind.String, text);
        switch (text)
        {
            case "" or "~" or "null" or "Null" or "NULL": return (ScalarKind.Null, "null");
            case "true" or "True" or "TRUE": return (ScalarKind.Boolean, "true");
            case "false" or "False" or "FALSE": return (ScalarKind.Boolean, "false");
        }

        if (!char.IsAsciiDigit(text[0]) && text[0] is not ('-' or '+' or '.')) return (ScalarKind.String, text);
        if (Integer(text) is { } integer) return (ScalarKind.Integer, integer.ToString(CultureInfo.InvariantCulture));
        return Float(text) is { } number ? (ScalarKind.Float, number) : (ScalarKind.String, text);
    }

    private static long? Integer(string text)
    {
        if (text.StartsWith("0x", StringComparison.Ordinal))
            return long.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex) && hex >= 0 ? hex : null;
        if (text.StartsWith("0o", StringComparison.Ordinal)) return Octal(text.AsSpan(2));
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;
    }

    private static long? Octal(ReadOnlySpan<char> digits)
    {
        if (digits.Length is 0 or > 20) return null;
        long value = 0;
        foreach (var c in digits)
        {
            if (c is < '0' or > '7') return null;
            value = (value * 8) + (c - '0');
        }

        return value;
    }

    private static string? Float(string text)
    {
        const NumberStyles styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(text, styles, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value.ToString("R", CultureInfo.InvariantCulture)
            : null;
    }
}

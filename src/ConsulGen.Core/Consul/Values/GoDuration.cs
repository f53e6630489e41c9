namespace ConsulGen.Core.Consul.Values;

/// <summary>Durations as Consul reads them, which are Go's: <c>90s</c>, <c>1h30m</c>, <c>1.5s</c>.</summary>
internal static class GoDuration
{
    /// <summary>In seconds; null when it is none.</summary>
    public static double? Seconds(string? text)
    {
        if (text is "0" or "+0" or "-0") return 0;
        var rest = (text ?? "").AsSpan();
        var negative = rest.StartsWith("-");
        if (negative || rest.StartsWith("+")) rest = rest[1..];
        if (rest.IsEmpty) return null;
        var total = 0d;
        while (!rest.IsEmpty)
        {
            var digits = Count(rest, digits: true);
            if (digits == 0 || !double.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return null;
            rest = rest[digits..];
            var unit = rest[..Count(rest, digits: false)];
            if (UnitOf(unit) is not { } factor) return null;
            total += number * factor;
            rest = rest[unit.Length..];
        }

        return negative ? -total : total;
    }

    /// <summary>How many characters belong to the number, or to the unit, that the text begins with.</summary>
    private static int Count(ReadOnlySpan<char> text, bool digits)
    {
        var count = 0;
        while (count < text.Length && (char.IsAsciiDigit(text[count]) || text[count] == '.') == digits) count++;
        return count;
    }

    private static double? UnitOf(ReadOnlySpan<char> unit) => unit switch
    {
        "ns" => 1e-9,
        "us" or "\u00b5s" or "\u03bcs" => 1e-6,
        "ms" => 1e-3,
        "s" => 1,
        "m" => 60,
        "h" => 3600,
        _ => null,
    };
}

namespace ConsulGen.Core.Text;

/// <summary>Many host names in few words, in the inventory's own form of ranges: <c>web[01:50]</c>.</summary>
public static class HostNames
{
    /// <param name="most">So many names and ranges are written out, before "and N more".</param>
    public static string Short(IEnumerable<string> names, int most = 8)
    {
        var all = names.ToList();
        var pieces = Pieces(all).ToList();
        if (pieces.Count <= most) return string.Join(", ", pieces.Select(p => p.Text));
        var left = all.Count - pieces.Take(most - 1).Sum(p => p.Count);
        return string.Join(", ", pieces.Take(most - 1).Select(p => p.Text)) + string.Create(CultureInfo.InvariantCulture, $" and {left} more");
    }

    private static IEnumerable<(string Text, int Count)> Pieces(List<string> names)
    {
        for (var from = 0; from < names.Count;)
        {
            var to = from;
            while (to + 1 < names.Count && Follows(names[to], names[to + 1])) to++;
            // Two names are as short as a range of two.
            if (to - from < 2) to = from;
            yield return to == from ? (names[from], 1) : (Range(names[from], names[to]), to - from + 1);
            from = to + 1;
        }
    }

    /// <summary>Only the last number of a name counts, and its digits have to be as many, or unpadded.</summary>
    private static bool Follows(string a, string b)
    {
        if (Split(a) is not { } x || Split(b) is not { } y || x.Stem != y.Stem || x.Tail != y.Tail || y.Number != x.Number + 1) return false;
        return x.Digits.Length == y.Digits.Length || (x.Digits[0] != '0' && y.Digits[0] != '0');
    }

    private static string Range(string first, string last) =>
        Split(first) is { } a && Split(last) is { } b ? $"{a.Stem}[{a.Digits}:{b.Digits}]{a.Tail}" : first;

    private static (string Stem, string Digits, long Number, string Tail)? Split(string name)
    {
        var end = name.Length;
        while (end > 0 && !char.IsAsciiDigit(name[end - 1])) end--;
        var start = end;
        while (start > 0 && char.IsAsciiDigit(name[start - 1])) start--;
        return start < end && long.TryParse(name.AsSpan(start, end - start), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (name[..start], name[start..end], number, name[end..])
            : null;
    }
}

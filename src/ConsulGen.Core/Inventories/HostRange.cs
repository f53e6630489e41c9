namespace ConsulGen.Core.Inventories;

/// <summary>
/// Ansible's host ranges: <c>web[01:50]</c> keeps the padding, <c>[1:9:2]</c> has a stride, <c>[a:f]</c> counts letters.
/// Several ranges in one name give every combination, the last one running fastest.
/// </summary>
public sealed class HostRange
{
    // Literal texts and ranges take turns: text, range, text, range, text.
    private readonly ImmutableArray<string> _texts;
    private readonly ImmutableArray<Span> _ranges;

    private HostRange(ImmutableArray<string> texts, ImmutableArray<Span> ranges)
    {
        _texts = texts;
        _ranges = ranges;
        Count = ranges.Aggregate(1L, (product, range) => Math.Min(product * range.Count, int.MaxValue));
    }

    /// <summary>Number of names; capped at <see cref="int.MaxValue"/>.</summary>
    public long Count { get; }

    /// <summary>Null when the text has no range in it.</summary>
    public static HostRange? Parse(string text)
    {
        if (!text.Contains('[', StringComparison.Ordinal)) return null;
        var texts = ImmutableArray.CreateBuilder<string>();
        var ranges = ImmutableArray.CreateBuilder<Span>();
        var literal = 0;
        for (var open = text.IndexOf('[', StringComparison.Ordinal); open >= 0; open = text.IndexOf('[', open + 1))
        {
            var close = text.IndexOf(']', open);
            if (close < 0) break;
            if (ParseSpan(text[(open + 1)..close]) is not { } range) continue;
            texts.Add(text[literal..open]);
            ranges.Add(range);
            literal = close + 1;
        }

        if (ranges.Count == 0) return null;
        texts.Add(text[literal..]);
        return new HostRange(texts.ToImmutable(), ranges.ToImmutable());
    }

    /// <summary>The name at an index below <see cref="Count"/>.</summary>
    public string this[int index]
    {
        get
        {
            var parts = new string[_texts.Length + _ranges.Length];
            for (var r = _ranges.Length - 1; r >= 0; r--)
            {
                parts[(2 * r) + 1] = _ranges[r][index % _ranges[r].Count];
                index /= _ranges[r].Count;
            }

            for (var t = 0; t < _texts.Length; t++) parts[2 * t] = _texts[t];
            return string.Concat(parts);
        }
    }

    /// <summary>True when this range of a value runs in step with the range of its host's key.</summary>
    public bool InStepWith(HostRange key) =>
        _ranges.Length == 1 ? Count == key.Count : _ranges.Select(r => r.Count).SequenceEqual(key._ranges.Select(r => r.Count));

    private static Span? ParseSpan(string text)
    {
        var parts = text.Split(':');
        if (parts.Length is < 2 or > 3) return null;
        var step = 1;
        if (parts.Length == 3 && (!TryNumber(parts[2], out step) || step == 0)) return null;
        if (parts[0].Length == 1 && parts[1].Length == 1 && AreLettersOfOneCase(parts[0][0], parts[1][0]))
            return parts[0][0] <= parts[1][0] ? new Span(parts[0][0], parts[1][0], step, 0, true) : null;
        if (!TryNumber(parts[0], out var first) || !TryNumber(parts[1], out var last) || first > last) return null;
        return new Span(first, last, step, parts[0].Length > 1 && parts[0][0] == '0' ? parts[0].Length : 0, false);
    }

    private static bool AreLettersOfOneCase(char first, char last) =>
        (char.IsAsciiLetterLower(first) && char.IsAsciiLetterLower(last)) || (char.IsAsciiLetterUpper(first) && char.IsAsciiLetterUpper(last));

    private static bool TryNumber(string text, out int number)
    {
        number = 0;
        return text.Length is > 0 and <= 9 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    private readonly record struct Span(int First, int Last, int Step, int Width, bool Letters)
    {
        public int Count => ((Last - First) / Step) + 1;

        public string this[int index]
        {
            get
            {
                var value = First + (index * Step);
                return Letters ? ((char)value).ToString() : value.ToString(CultureInfo.InvariantCulture).PadLeft(Width, '0');
            }
        }
    }
}

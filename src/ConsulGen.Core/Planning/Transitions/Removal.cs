using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Planning.Transitions;

/// <summary>
/// Takes a key out of an inventory without touching the lines around it: in block style its lines become comments, in flow style its
/// value becomes null, which removes what is inherited too.
/// </summary>
internal static class Removal
{
    /// <param name="map">Where the entry stands.</param>
    /// <returns>Null where the value goes on over several lines in flow style.</returns>
    public static ImmutableArray<Fix>? Of(MapValue map, Entry entry)
    {
        if (entry.KeySpan is not { Source: { } source } key) return null;
        var isFlow = ReferenceEquals(map.Span.Source, source) && (map.Span with { Length = 1 }).Text == "{";
        return isFlow || !string.IsNullOrWhiteSpace(source.Line(key.Line)[..(key.Column - 1)])
            ? Nulled(source, entry) is { } fix ? [fix] : null
            : [.. Lines(source, key).Select(line => new Fix(key with { Line = line, Length = 0 }, "# "))];
    }

    /// <summary>The key's line and those that are further in.</summary>
    private static IEnumerable<int> Lines(SourceText source, SourceSpan key)
    {
        yield return key.Line;
        for (var line = key.Line + 1; line <= source.LineCount; line++)
        {
            var text = source.Line(line);
            if (string.IsNullOrWhiteSpace(text)) continue;
            if (text.Length - text.TrimStart(' ').Length < key.Column) yield break;
            yield return line;
        }
    }

    private static Fix? Nulled(SourceText source, Entry entry)
    {
        var span = entry.KeySpan;
        var line = source.Line(span.Line);
        var start = span.Column - 1 + span.Length;
        // A secret's place is its name, not its braces: the value begins after the colon.
        start = line.IndexOf(':', start) + 1;
        if (start == 0) return null;
        while (start < line.Length && line[start] == ' ') start++;
        var (depth, quote) = (0, '\0');
        for (var i = start; i < line.Length; i++)
        {
            var c = line[i];
            if (quote != '\0') quote = c == quote ? '\0' : quote;
            else if (c is '"' or '\'') quote = c;
            else if (c is '{' or '[') depth++;
            else if (depth > 0) depth -= c is '}' or ']' ? 1 : 0;
            else if (c is ',' or '}' or ']') return new Fix(span with { Column = start + 1, Length = line[..i].TrimEnd().Length - start }, "null");
        }

        return null;
    }
}

using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Inventories;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Planning.Transitions;

/// <summary>A block of ready-made security as the levels of an inventory write it, so that a phase can say another word in it.</summary>
internal sealed class ReadyMadeBlock
{
    private readonly List<(Level Level, MapValue Block)> _written;

    private ReadyMadeBlock(List<(Level Level, MapValue Block)> written) => _written = written;

    /// <param name="which">One of the three.</param>
    public static ReadyMadeBlock Of(Compilation inventory, Func<SecurityBlocks, MapValue?> which) => new(
    [
        .. DeclaredKeys.Levels(inventory)
            .Select(l => (l, Block: which(l.Security)))
            .Where(l => l.Block is not null && !ReferenceEquals(l.Block, MapValue.Cleared))
            .Select(l => (l.l, l.Block!)),
    ]);

    public bool IsWritten => _written.Count > 0;

    /// <summary>What a level says at a path of the block, in a map of it.</summary>
    public IEnumerable<DeclaredKey> At(params string[] path)
    {
        foreach (var (level, block) in _written)
        {
            var map = block;
            foreach (var key in path[..^1]) map = map.Map(key);
            if (map.Find(path[^1]) is { Value: not null } entry) yield return new DeclaredKey(level, map, string.Join('.', path), entry);
        }
    }

    /// <summary>What makes a key hold in all of them: where it is said, and where no level above has the block. Null where a word is not plain.</summary>
    public List<Fix>? Set(string key, string word)
    {
        var edits = new List<Fix>();
        foreach (var (level, block) in _written)
        {
            if (block.Find(key) is { Value: not null } entry)
            {
                if (new DeclaredKey(level, block, key, entry).Change(word) is not { } change) return null;
                edits.Add(change);
            }
            else if (!HasAbove(level))
            {
                if (First(block, key, word) is not { } insertion) return null;
                edits.Add(insertion);
            }
        }

        return edits;
    }

    private bool HasAbove(Level level)
    {
        for (var above = level.Parent; above is not null; above = above.Parent)
            if (_written.Exists(w => ReferenceEquals(w.Level, above))) return true;
        return false;
    }

    /// <summary>One more key as the first, in braces or on a line of its own, as the block stands.</summary>
    private static Fix? First(MapValue block, string key, string word)
    {
        if (block.Span is not { Source: { } source } span) return null;
        var line = source.Line(span.Line);
        var at = line.IndexOf(':', span.Column - 1 + span.Length) + 1;
        while (at > 0 && at < line.Length && line[at] == ' ') at++;
        if (at > 0 && at < line.Length && line[at] == '{')
            return new Fix(span with { Column = at + 2, Length = 0 }, block.IsEmpty ? $" {key}: {word} " : $" {key}: {word},");
        if (block.IsEmpty) return null;
        var first = block.Entries.Select(e => e.KeySpan).MinBy(s => (s.Line, s.Column));
        var indent = first.Source?.Line(first.Line)[..(first.Column - 1)] ?? "";
        return string.IsNullOrWhiteSpace(indent) ? new Fix(first with { Length = 0 }, $"{key}: {word}\n{indent}") : null;
    }
}

using System.Numerics;

namespace ConsulGen.Core.Text;

/// <summary>Finds the known name that a misspelt one was meant to be.</summary>
public static class Suggestion
{
    /// <summary>The closest candidate, or null when none is close: at most a third of the letters differ.</summary>
    public static string? For(string name, IEnumerable<string> candidates)
    {
        // A name longer than any that we know is no misspelling, and the distance is quadratic in it.
        if (name.Length is 0 or > 64) return null;
        string? best = null;
        var bestDistance = Math.Max(1, name.Length / 3) + 1;
        var (lower, letters) = (name.ToLowerInvariant(), Letters(name));
        foreach (var candidate in candidates)
        {
            if (Math.Abs(candidate.Length - name.Length) >= bestDistance) continue;
            // Each letter that only one of them has takes an edit, so most words need not be compared.
            var others = Letters(candidate);
            if (Math.Max(BitOperations.PopCount(letters & ~others), BitOperations.PopCount(others & ~letters)) > bestDistance) continue;
            var distance = Distance(lower, candidate.ToLowerInvariant());
            if (distance > bestDistance || (distance == bestDistance && (best is null || string.CompareOrdinal(candidate, best) >= 0))) continue;
            if (distance == bestDistance && best is null) continue;
            best = candidate;
            bestDistance = distance;
        }

        return best;
    }

    /// <summary>A bit for each letter of a word; some letters share one.</summary>
    private static ulong Letters(string word)
    {
        var letters = 0UL;
        foreach (var c in word) letters |= 1UL << (char.ToLowerInvariant(c) & 63);
        return letters;
    }

    /// <summary>Edits (insert, delete, replace, swap of neighbours) between two words.</summary>
    private static int Distance(string a, string b)
    {
        var width = b.Length + 1;
        // Both are a few dozen letters long: see above.
        Span<int> rows = stackalloc int[3 * width];
        var previous2 = rows[..width];
        var previous = rows[width..(2 * width)];
        var current = rows[(2 * width)..];
        for (var j = 0; j <= b.Length; j++) previous[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                current[j] = Math.Min(Math.Min(current[j - 1] + 1, previous[j] + 1), previous[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    current[j] = Math.Min(current[j], previous2[j - 2] + 1);
            }

            var next = previous2;
            previous2 = previous;
            previous = current;
            current = next;
        }

        return previous[b.Length];
    }
}

using System.Text.RegularExpressions;

namespace ConsulGen.Core.Drift;

/// <summary>A table as Consul's commands print one: a line of headings, columns apart by two blanks or more.</summary>
internal static partial class CapturedTable
{
    /// <summary>The rows, by heading. What a release has in more or fewer columns does not matter.</summary>
    /// <param name="needed">The headings without which it is another table.</param>
    public static IEnumerable<Dictionary<string, string>> Read(string text, params string[] needed)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var head = Array.FindIndex(lines, l => Columns(l) is var columns && Array.TrueForAll(needed, columns.Contains));
        if (head < 0) throw new CaptureException($"it has no line with the headings {string.Join(", ", needed)}");
        var headings = Columns(lines[head]);
        foreach (var line in lines[(head + 1)..])
        {
            var cells = Columns(line);
            // Newer releases have columns at the end that old servers leave empty.
            var row = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var (heading, cell) in headings.Zip(cells)) row.TryAdd(heading, cell);
            if (Array.TrueForAll(needed, row.ContainsKey)) yield return row;
        }
    }

    private static string[] Columns(string line) => Gap().Split(line.Trim());

    [GeneratedRegex(" {2,}|\t+")]
    private static partial Regex Gap();
}

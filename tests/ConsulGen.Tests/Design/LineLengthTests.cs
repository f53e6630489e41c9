using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Design;

/// <summary>Lines end at 160 columns, which two files beside each other show on one screen.</summary>
public sealed class LineLengthTests
{
    private const int Longest = 160;

    private static readonly string[] Kinds = [".cs", ".md", ".sh", ".py", ".jsonnet", ".c", ".csproj", ".props", ".yml", ".txt", ""];

    /// <summary>What the program made, or reads: a line there is a fact, and is as long as that.</summary>
    private static readonly string[] Data = ["output/", "tests/ConsulGen.Tests/Cases/", "tests/ConsulGen.Tests/Rendering/Cases/"];

    private static readonly string[] Folders = [".ci", "bench", "docs", "inventories", "packaging", "src", "tests"];

    /// <summary>Files that are not wrapped yet. The list can only shrink, and goes with its last line.</summary>
    private static readonly string ListPath = Repository.PathOf("tests/ConsulGen.Tests/Design/long-lines.txt");

    [Fact]
    public void lines_end_at_160_columns()
    {
        var found = Files().SelectMany(file => TooLong(file).Select(line => (File: file, Line: line))).ToList();
        var files = found.Select(f => f.File).Distinct().Order(StringComparer.Ordinal).ToList();
        var known = File.Exists(ListPath) ? File.ReadAllLines(ListPath) : [];
        if (Repository.Accepts && known.Length > 0)
        {
            known = [.. known.Intersect(files)];
            if (known.Length > 0) File.WriteAllText(ListPath, string.Concat(known.Select(f => f + "\n")));
            else File.Delete(ListPath);
        }

        var fresh = found.Where(f => !known.Contains(f.File)).Select(f => FormattableString.Invariant($"{f.File}:{f.Line}"));
        Assert.True(!fresh.Any(), $"longer than {Longest} columns:\n{string.Join("\n", fresh)}");
        var wrapped = string.Join("\n", known.Except(files));
        Assert.True(wrapped.Length == 0, $"take out of {Path.GetFileName(ListPath)}, nothing there is too long:\n{wrapped}");
    }

    private static IEnumerable<string> Files() =>
        Folders.SelectMany(folder => Directory.EnumerateFiles(Repository.PathOf(folder), "*", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(Repository.Root))
            .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
            .Where(file => Kinds.Contains(Path.GetExtension(file)) && !Data.Any(d => file.StartsWith(d, StringComparison.Ordinal)));

    /// <summary>The numbers of the lines that are too long. A page shows what the program prints, and a row of a table is one line.</summary>
    private static IEnumerable<int> TooLong(string file)
    {
        var isPage = Path.GetExtension(file) == ".md";
        var isShown = false;
        var number = 0;
        foreach (var line in File.ReadLines(Repository.PathOf(file)))
        {
            number++;
            if (isPage && line.StartsWith("```", StringComparison.Ordinal)) isShown = !isShown;
            if (line.Length > Longest && !(isPage && (isShown || line.StartsWith('|')))) yield return number;
        }
    }
}

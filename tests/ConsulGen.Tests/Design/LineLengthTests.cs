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

    [Fact]
    public void lines_end_at_160_columns() =>
        Assert.Empty(Files().SelectMany(file => TooLong(file).Select(line => FormattableString.Invariant($"{file}:{line}"))));

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

using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Papers;

/// <summary>A page for people: one at the root, or in <c>docs</c>.</summary>
internal static class Paper
{
    /// <summary>From the repository's root.</summary>
    public static IEnumerable<string> All =>
        Directory.GetFiles(Repository.Root, "*.md")
            .Concat(Directory.GetFiles(Repository.PathOf("docs"), "*.md"))
            .Select(f => Path.GetRelativePath(Repository.Root, f).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    public static string Text(string page) => File.ReadAllText(Repository.PathOf(page));

    /// <summary>Compares what stands between the marks of a page with what is made of the program.</summary>
    public static void CheckPart(string page, string mark, string made)
    {
        var text = Text(page);
        var (start, end) = ($"<!-- {mark}: made by the tests -->\n", $"<!-- /{mark} -->\n");
        var (first, last) = (text.IndexOf(start, StringComparison.Ordinal), text.IndexOf(end, StringComparison.Ordinal));
        Assert.True(first >= 0 && last > first, $"{page} has no marks of {mark}");
        Golden.CheckFile(Repository.PathOf(page), text[..(first + start.Length)] + made + text[last..]);
    }
}

namespace ConsulGen.Tests.Support;

/// <summary>The working copy that the tests were built from.</summary>
internal static class Repository
{
    public static readonly string Root = Find();

    /// <summary>Set to 1, tests write what they expect instead of comparing. Review the diff.</summary>
    public static bool Accepts => Environment.GetEnvironmentVariable("CONSULGEN_ACCEPT") == "1";

    public static string PathOf(string relative) => Path.Join(Root, relative);

    public static IEnumerable<string> Inventories =>
        Directory.GetFiles(PathOf("inventories"), "*.yml").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal);

    private static string Find()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
            if (File.Exists(Path.Join(folder, "ConsulGen.sln"))) return folder;
        throw new InvalidOperationException("the tests do not run within the repository");
    }
}

using System.Text;

namespace ConsulGen.Tests.Support;

/// <summary>Compares what came out with what is committed: bytes, the set of files, and which are executable.</summary>
internal static class Golden
{
    public const string HowToAccept = "review, then: CONSULGEN_ACCEPT=1 dotnet test";

    /// <param name="actual">Text by path below the folder.</param>
    /// <param name="accepts">False where the caller itself writes what is accepted.</param>
    public static void Check(string folder, IReadOnlyDictionary<string, string> actual, bool accepts = true)
    {
        if (accepts && Repository.Accepts) Accept(folder, actual);
        var expected = Directory.Exists(folder)
            ? Directory.GetFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(
                f => Path.GetRelativePath(folder, f).Replace('\\', '/'),
                File.ReadAllBytes)
            : [];
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), actual.Keys.Order(StringComparer.Ordinal));
        foreach (var (path, text) in actual)
            Assert.True(
                expected[path].AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(text)),
                $"{Path.GetRelativePath(Repository.Root, folder)}/{path} differs: "
                    + $"{FirstDifference(Encoding.UTF8.GetString(expected[path]), text)}\n{HowToAccept}");
    }

    public static void CheckFile(string path, string actual)
    {
        if (Repository.Accepts) File.WriteAllText(path, actual);
        var expected = File.Exists(path) ? File.ReadAllText(path) : "";
        Assert.True(expected == actual, $"{Path.GetRelativePath(Repository.Root, path)} differs: {FirstDifference(expected, actual)}\n{HowToAccept}");
    }

    private static void Accept(string folder, IReadOnlyDictionary<string, string> actual)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        foreach (var (path, text) in actual)
        {
            var file = Path.Join(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file) ?? folder);
            File.WriteAllText(file, text);
        }
    }

    private static string FirstDifference(string expected, string actual)
    {
        string[] before = expected.Split('\n'), after = actual.Split('\n');
        var line = 0;
        while (line < before.Length && line < after.Length && before[line] == after[line]) line++;
        return $"line {line + 1}\n- {(line < before.Length ? before[line] : "(end)")}\n+ {(line < after.Length ? after[line] : "(end)")}";
    }
}

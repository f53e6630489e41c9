using System.Text.RegularExpressions;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Design;

/// <summary>What differs between releases of Consul is said in one folder; the rest of the code asks it by name.</summary>
public partial class ReleaseLiteralTests
{
    private static readonly string Folder = Path.Combine("ConsulGen.Core", "Consul", "Releases") + Path.DirectorySeparatorChar;

    /// <summary>The version of SARIF, which is no release of Consul.</summary>
    private static readonly string[] Others = ["SarifFormat.cs"];

    [Fact]
    public void no_release_is_named_outside_of_the_folder_of_releases()
    {
        var source = Repository.PathOf("src");
        var named =
            from file in Directory.GetFiles(source, "*.cs", SearchOption.AllDirectories)
            let path = Path.GetRelativePath(source, file)
            where !path.StartsWith(Folder, StringComparison.Ordinal) && !Others.Contains(Path.GetFileName(path))
            from line in File.ReadLines(file).Select((text, index) => (Text: text, Number: index + 1))
            where !line.Text.TrimStart().StartsWith("//", StringComparison.Ordinal) && (Text().IsMatch(line.Text) || Made().IsMatch(line.Text))
            select $"{path}:{line.Number}: {line.Text.Trim()}";
        Assert.Empty(named);
    }

    [GeneratedRegex(@"(?<![\w.])[12]\.\d+\.\d+(?![\w.])")]
    private static partial Regex Text();

    [GeneratedRegex(@"ConsulVersion\(\d|new\(\s*[12],\s*\d+,\s*\d+\)")]
    private static partial Regex Made();
}

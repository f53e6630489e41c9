using System.Text.RegularExpressions;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Design;

/// <summary>Which folder may use which. A new line here is a decision, not a repair.</summary>
public partial class FolderTests
{
    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["Threads"] = [],
        ["Text"] = [],
        ["Bundles"] = ["Threads", "Text"],
        ["Consul"] = ["Text", "Values", "Topologies"],
        ["Diagnostics"] = ["Text"],
        ["Values"] = ["Text"],
        ["Formats"] = ["Text", "Values"],
        ["Yaml"] = ["Text", "Diagnostics", "Values"],
        ["Schema"] = ["Text", "Diagnostics", "Values", "Yaml"],
        ["Inventories"] = ["Text", "Diagnostics", "Values", "Yaml", "Consul"],
        ["Topologies"] = ["Text", "Diagnostics", "Values", "Inventories", "Consul"],
        ["Resolving"] = ["Threads", "Text", "Diagnostics", "Values", "Inventories", "Consul", "Topologies"],
        ["Linting"] = ["Threads", "Text", "Diagnostics", "Values", "Inventories", "Topologies", "Consul", "Formats"],
        ["Planning"] = ["Threads", "Emitters", "Text", "Diagnostics", "Values", "Inventories", "Topologies", "Consul", "Formats", "Bundles"],
        ["Emitters"] = ["Text", "Values", "Topologies", "Consul", "Formats", "Bundles", "Inventories"],
    };

    public static TheoryData<string> Folders => [.. MayUse.Keys];

    [Theory]
    [MemberData(nameof(Folders))]
    public void uses_only_what_it_may(string folder)
    {
        foreach (var file in Directory.GetFiles(Repository.PathOf($"src/ConsulGen.Core/{folder}"), "*.cs", SearchOption.AllDirectories))
        {
            var used = Using().Matches(File.ReadAllText(file)).Select(m => m.Groups[1].Value).Where(u => u != folder).Distinct();
            Assert.True(used.All(MayUse[folder].Contains), $"{Path.GetRelativePath(Repository.Root, file)} uses {string.Join(", ", used.Except(MayUse[folder]))}");
        }
    }

    [Fact]
    public void every_folder_is_in_the_table() =>
        Assert.Equal(
            MayUse.Keys.Order(StringComparer.Ordinal),
            Directory.GetDirectories(Repository.PathOf("src/ConsulGen.Core")).Select(f => Path.GetFileName(f)).Where(f => f is not ("bin" or "obj")).Order(StringComparer.Ordinal));

    [GeneratedRegex(@"^using ConsulGen\.Core\.([A-Za-z]+)", RegexOptions.Multiline)]
    private static partial Regex Using();
}

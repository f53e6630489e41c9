using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Papers;

/// <summary><c>packaging/consulgen.cdx.json</c>: what is linked into the program, for those who look up holes by it. CycloneDX 1.5.</summary>
public class BillOfMaterialsTests
{
    private const string Bill = "packaging/consulgen.cdx.json";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    [Fact]
    public void names_the_packages_that_are_linked() => Golden.CheckFile(Repository.PathOf(Bill), Expected().ToJsonString(Indented) + "\n");

    /// <summary>What a locked restore takes is what is named.</summary>
    [Fact]
    public void hashes_are_those_of_the_lock_files()
    {
        var locks = File.ReadAllText(Repository.PathOf("src/ConsulGen.Cli/packages.lock.json"));
        Assert.All(LinkedPackage.All, p => Assert.Contains($"\"contentHash\": \"{p.Hash}\"", locks, StringComparison.Ordinal));
    }

    private static JsonObject Expected()
    {
        var version = XDocument.Load(Repository.PathOf("Directory.Build.props")).Descendants("Version").Single().Value;
        var own = Component("application", "consulgen", version);
        own["licenses"] = Licenses();
        return new JsonObject
        {
            ["bomFormat"] = "CycloneDX",
            ["specVersion"] = "1.5",
            ["version"] = 1,
            ["metadata"] = new JsonObject { ["component"] = own },
            ["components"] = new JsonArray([.. LinkedPackage.All.Select(Library)]),
        };
    }

    private static JsonObject Library(LinkedPackage package)
    {
        var library = Component("library", package.Name, package.Version);
        library["purl"] = $"pkg:nuget/{package.Name}@{package.Version}";
        library["licenses"] = Licenses();
        library["hashes"] = new JsonArray(
            new JsonObject { ["alg"] = "SHA-512", ["content"] = Convert.ToHexStringLower(Convert.FromBase64String(package.Hash)) });
        return library;
    }

    private static JsonObject Component(string type, string name, string version) =>
        new() { ["type"] = type, ["bom-ref"] = $"{name}@{version}", ["name"] = name, ["version"] = version };

    /// <summary>All have it: <see cref="CopyrightTests"/> compares it with what each package says.</summary>
    private static JsonArray Licenses() => new(new JsonObject { ["license"] = new JsonObject { ["id"] = "MIT" } });
}

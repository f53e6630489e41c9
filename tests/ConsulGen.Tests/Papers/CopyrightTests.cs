using System.Text.RegularExpressions;
using System.Xml.Linq;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Papers;

/// <summary><c>packaging/copyright</c> names what is linked into the program, its holders and its licences: no more and no less.</summary>
public sealed partial class CopyrightTests
{
    /// <summary>What Debian calls the licence that a package names.</summary>
    private static readonly Dictionary<string, string> DebianNames = new(StringComparer.Ordinal) { ["MIT"] = "Expat" };

    private static readonly string Copyright = File.ReadAllText(Repository.PathOf("packaging/copyright"));

    /// <summary>The framework is no package, and is linked into the native file.</summary>
    private static readonly string[] OtherThanPackages = ["*", ".NET"];

    [Fact]
    public void names_the_packages_that_are_linked() =>
        Assert.Equal(LinkedPackage.All.Select(p => p.Name), Stanzas().Keys.Except(OtherThanPackages).Order(StringComparer.OrdinalIgnoreCase));

    [Fact]
    public void licences_are_those_that_the_packages_name()
    {
        var stanzas = Stanzas();
        Assert.All(LinkedPackage.All, package => Assert.Equal((package.Name, LicenseOf(package)), (package.Name, stanzas[package.Name].License)));
    }

    [Fact]
    public void holders_are_those_that_the_packages_name()
    {
        var stanzas = Stanzas();
        foreach (var package in LinkedPackage.All)
            if (package.Metadata("copyright")?.Value is { } holder)
                Assert.Equal((package.Name, Holder(holder)), (package.Name, Holder(stanzas[package.Name].Holder)));
    }

    [Fact]
    public void every_licence_stands_in_full() =>
        Assert.All(Stanzas().Values, s => Assert.Contains($"\n\nLicense: {s.License}\n ", Copyright, StringComparison.Ordinal));

    [Fact]
    public void the_program_has_the_licence_of_the_repository()
    {
        static string Words(string text) => Blanks().Replace(text, " ").Trim();
        var (license, own) = (File.ReadAllText(Repository.PathOf("LICENSE")), Stanzas()["*"]);
        var terms = Copyright[(Copyright.IndexOf($"\n\nLicense: {own.License}\n", StringComparison.Ordinal) + 2)..].Split('\n', 2)[1];
        Assert.Contains(own.Holder, license, StringComparison.Ordinal);
        Assert.EndsWith(Words(terms.Replace("\n .\n", "\n", StringComparison.Ordinal)), Words(license), StringComparison.Ordinal);
        Assert.Equal("MIT", XDocument.Load(Repository.PathOf("src/ConsulGen.Cli/ConsulGen.Cli.csproj")).Descendants("PackageLicenseExpression").Single().Value);
    }

    /// <summary>By what each is about, <c>Files</c>: who holds it, and the licence's short name.</summary>
    private static Dictionary<string, (string Holder, string License)> Stanzas() =>
        Stanza().Matches(Copyright).ToDictionary(
            m => m.Groups["files"].Value,
            m => (m.Groups["holder"].Value, m.Groups["license"].Value),
            StringComparer.Ordinal);

    private static string LicenseOf(LinkedPackage package)
    {
        var license = package.Metadata("license") ?? throw new InvalidOperationException($"{package.Name} names no licence");
        if (license.Attribute("type")?.Value == "expression") return DebianNames[license.Value];
        var text = File.ReadAllText(Path.Join(package.Folder, license.Value));
        return text.Contains("Permission is hereby granted, free of charge, to any person obtaining a copy", StringComparison.Ordinal) ? "Expat" : text;
    }

    /// <summary>Without the years, and the words around them.</summary>
    private static string Holder(string copyright) => Years().Replace(copyright, "").Trim(' ', ',');

    [GeneratedRegex(@"^Files: (?<files>.+)\nCopyright: (?<holder>.+)\nLicense: (?<license>.+)$", RegexOptions.Multiline)]
    private static partial Regex Stanza();

    [GeneratedRegex(@"Copyright|\(c\)|©|\d{4}|(?<=\d{4}) ?-", RegexOptions.IgnoreCase)]
    private static partial Regex Years();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}

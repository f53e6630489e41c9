using System.Text.Json;
using System.Xml.Linq;

namespace ConsulGen.Tests.Papers;

/// <summary>A package that is linked into the program, as the build wrote it down beside it.</summary>
/// <param name="Hash">Of its content, SHA-512 in base 64: what a locked restore compares.</param>
internal sealed record LinkedPackage(string Name, string Version, string Hash)
{
    /// <summary>In order of their names.</summary>
    public static IReadOnlyList<LinkedPackage> All { get; } = Read();

    /// <summary>Where its files are.</summary>
    public string Folder => Path.Join(
        Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } folder
            ? folder
            : Path.Join(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages"),
        Name.ToLowerInvariant(),
        Version);

    /// <summary>What it says of itself.</summary>
    public XElement? Metadata(string name) =>
        XDocument.Load(Path.Join(Folder, Name.ToLowerInvariant() + ".nuspec")).Descendants().SingleOrDefault(e => e.Name.LocalName == name);

    private static List<LinkedPackage> Read()
    {
        using var dependencies = JsonDocument.Parse(File.ReadAllText(Path.Join(AppContext.BaseDirectory, "consulgen.deps.json")));
        var packages = dependencies.RootElement.GetProperty("libraries").EnumerateObject()
            .Where(l => l.Value.GetProperty("type").GetString() == "package")
            .ToDictionary(l => l.Name, l => l.Value.GetProperty("sha512").GetString() ?? "", StringComparer.Ordinal);
        return [.. dependencies.RootElement.GetProperty("targets").EnumerateObject().Single().Value.EnumerateObject()
            .Where(l => packages.ContainsKey(l.Name) && l.Value.TryGetProperty("runtime", out _))
            .Select(l => new LinkedPackage(l.Name.Split('/')[0], l.Name.Split('/')[1], packages[l.Name]["sha512-".Length..]))
            .OrderBy(l => l.Name, StringComparer.OrdinalIgnoreCase)];
    }
}

using ConsulGen.Core;

namespace ConsulGen.Cli.Rendering;

/// <summary>A form in which findings are written to standard output.</summary>
internal interface IFindingsFormat
{
    void Write(IReadOnlyList<Compilation> compilations, TextWriter output);
}

/// <summary>Every format. A new one is a class in this folder, and a line here.</summary>
internal static class FindingsFormats
{
    private static readonly (string Name, Func<bool, IFindingsFormat> Make)[] All =
    [
        ("text", color => new TextFormat(color)),
        ("json", _ => new JsonFormat()),
        ("sarif", _ => new SarifFormat()),
        ("github", _ => new GitHubFormat()),
        ("gitlab", _ => new GitLabFormat()),
        ("junit", _ => new JUnitFormat()),
    ];

    public static IEnumerable<string> Names => All.Select(f => f.Name);

    /// <summary>Null when there is no such format.</summary>
    public static IFindingsFormat? Find(string name, bool color) => Array.Find(All, f => f.Name == name).Make?.Invoke(color);
}

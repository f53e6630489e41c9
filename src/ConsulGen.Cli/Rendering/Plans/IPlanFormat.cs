using ConsulGen.Core;
using ConsulGen.Core.Planning;

namespace ConsulGen.Cli.Rendering.Plans;

/// <summary>A form in which a plan is written to standard output.</summary>
internal interface IPlanFormat
{
    void Write(Plan plan, Compilation old, Compilation next, TextWriter output);
}

/// <summary>Every format of plans. A new one is a class in this folder, and a line here.</summary>
internal static class PlanFormats
{
    private static readonly (string Name, Func<bool, IPlanFormat> Make)[] All =
    [
        ("text", color => new PlanTextFormat(color)),
        ("json", _ => new PlanJsonFormat()),
        ("markdown", _ => new PlanMarkdownFormat()),
    ];

    public static IEnumerable<string> Names => All.Select(f => f.Name);

    /// <summary>Null when there is no such format.</summary>
    public static IPlanFormat? Find(string name, bool color) => Array.Find(All, f => f.Name == name).Make?.Invoke(color);
}

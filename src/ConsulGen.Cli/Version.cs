using System.Reflection;

namespace ConsulGen.Cli;

internal static class Version
{
    /// <summary><c>consulgen 0.1.0</c>.</summary>
    public static string Text { get; } =
        "consulgen " + (typeof(Version).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "");
}

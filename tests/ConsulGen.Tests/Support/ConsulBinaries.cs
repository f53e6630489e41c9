namespace ConsulGen.Tests.Support;

/// <summary>The Consul binaries to try our files with: <c>CONSUL_BIN</c>, a file, or <c>CONSUL_BIN_DIR</c> with <c>VERSION/consul</c> in it.</summary>
internal static class ConsulBinaries
{
    public static IReadOnlyList<(string Version, string Path)> All { get; } = [.. Find()];

    /// <summary>The versions, as data of a theory.</summary>
    public static TheoryData<string> Versions => [.. All.Select(b => b.Version)];

    public static string Path(string version) => All.Single(b => b.Version == version).Path;

    /// <param name="minor">As <c>1.8</c>.</param>
    /// <returns>Null where none of that minor release is on this machine.</returns>
    public static string? OfMinor(string minor) =>
        All.Where(b => b.Version.Split('.') is [var major, var second, ..] && $"{major}.{second}" == minor).Select(b => b.Path).FirstOrDefault();

    private static IEnumerable<(string Version, string Path)> Find()
    {
        if (Environment.GetEnvironmentVariable("CONSUL_BIN") is { Length: > 0 } file && File.Exists(file)) yield return (VersionOf(file), file);
        if (Environment.GetEnvironmentVariable("CONSUL_BIN_DIR") is not { Length: > 0 } folder || !Directory.Exists(folder)) yield break;
        foreach (var child in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal))
        {
            var path = System.IO.Path.Combine(child, "consul");
            if (File.Exists(path)) yield return (System.IO.Path.GetFileName(child), path);
        }
    }

    // The first line is "Consul v1.8.4".
    private static string VersionOf(string path) => Run.Program(path, ["version"]).Out.Split('\n')[0].Split('v')[^1];
}

using System.Collections.Concurrent;

namespace ConsulGen.Tests.Support;

/// <summary>Finds the programs that consume what we write. <c>python3:yaml</c> is a Python that can import <c>yaml</c>.</summary>
internal static class Programs
{
    private static readonly ConcurrentDictionary<string, string?> Known = new(StringComparer.Ordinal);

    public static string? Find(string program) => Known.GetOrAdd(program, Search);

    public static string Path(string program) => Find(program) ?? throw new InvalidOperationException($"{program} is not on this machine");

    private static string? Search(string program)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator).Concat([
            "/usr/sbin",
            "/usr/bin",
            "/usr/lib/systemd",
            "/lib/systemd",
        ]);
        var parts = program.Split(':');
        return folders
            .Select(f => System.IO.Path.Combine(f, parts[0]))
            .FirstOrDefault(p => File.Exists(p) && (parts.Length == 1 || Run.Program(p, ["-c", $"import {parts[1]}"]).ExitCode == 0));
    }
}

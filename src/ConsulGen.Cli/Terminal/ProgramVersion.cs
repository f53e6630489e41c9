using System.Reflection;
using System.Reflection.PortableExecutable;
using System.Runtime;

namespace ConsulGen.Cli.Terminal;

internal static class ProgramVersion
{
    /// <summary><c>0.1.0+1234abcd…</c>; the commit is there when it was built in a clone.</summary>
    private static readonly string[] Parts =
        (typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "").Split('+');

    /// <summary><c>0.1.0</c>.</summary>
    public static string Number => Parts[0];

    /// <summary><c>consulgen 0.1.0</c>.</summary>
    public static string Text { get; } = "consulgen " + Number;

    /// <summary><c>consulgen 0.1.0 (commit 1234abcd…, native AOT)</c>.</summary>
    public static string Long() => $"{Text} ({(Parts.Length > 1 ? $"commit {Parts[1]}, " : "")}{Kind()})";

    private static string Kind()
    {
        // IsDynamicCodeSupported says nothing: the project file switches it off for every kind.
        if (JitInfo.GetCompiledMethodCount() == 0) return "native AOT";
        var path = Path.Join(AppContext.BaseDirectory, "consulgen.dll");
        if (!File.Exists(path)) return "JIT";
        using var image = new PEReader(File.OpenRead(path));
        // Code that was compiled ahead is known by its own header.
        return image.PEHeaders.CorHeader is { ManagedNativeHeaderDirectory.Size: > 0 } ? "ReadyToRun" : "JIT";
    }
}

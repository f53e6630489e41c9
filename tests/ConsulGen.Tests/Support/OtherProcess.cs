using System.Runtime.CompilerServices;
using ConsulGen.Cli;
using ConsulGen.Cli.Terminal;

namespace ConsulGen.Tests.Support;

/// <summary>
/// Command lines in a process with another environment, all in one: the test assembly runs itself, and this module initializer takes
/// over before its empty entry point.
/// </summary>
internal static class OtherProcess
{
    private const string Variable = "CONSULGEN_TEST_LINES";

    /// <param name="environment">As <c>env</c> takes it.</param>
    /// <param name="lines">Each a command line, whose words have no line break and no tab.</param>
    public static Ran RunLines(IEnumerable<string> environment, IEnumerable<string[]> lines, string folder) => Run.Program(
        "env",
        [.. environment, $"{Variable}=1", "dotnet", "exec", typeof(OtherProcess).Assembly.Location],
        string.Concat(lines.Select(words => string.Join('\t', words) + "\n")),
        folder);

    /// <summary>Runs them until one fails; its exit code is the process's.</summary>
    [ModuleInitializer]
    internal static void TakeOver()
    {
        if (Environment.GetEnvironmentVariable(Variable) is null) return;
        var context = CliContext.ForConsole();
        while (context.In.ReadLine() is { } line)
            if (CommandRunner.Run(line.Split('\t'), context) is not 0 and var code) Environment.Exit(code);
        Environment.Exit(0);
    }
}

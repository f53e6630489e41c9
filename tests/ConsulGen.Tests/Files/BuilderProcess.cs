using System.Diagnostics;
using System.Runtime.CompilerServices;
using ConsulGen.Cli.Files;
using ConsulGen.Core.Bundles;

namespace ConsulGen.Tests.Files;

/// <summary>
/// A process of its own that builds, so that a test can kill it or give it another umask: the test assembly runs itself,
/// and this module initializer takes over before its empty entry point.
/// </summary>
internal static class BuilderProcess
{
    private const string Variable = "CONSULGEN_TEST_BUILD";

    public static Bundle First { get; } = BundleOf(0);

    /// <summary>Changes, adds, removes and keeps files of <see cref="First"/>.</summary>
    public static Bundle Second { get; } = BundleOf(1);

    /// <summary>Builds <see cref="First"/> and <see cref="Second"/> in turn until it is killed.</summary>
    public static Process StartBuilding(string output)
    {
        var process = Start("dotnet", ["exec", typeof(BuilderProcess).Assembly.Location], "forever " + output);
        Assert.Equal("ready", process.StandardOutput.ReadLine());
        return process;
    }

    public static void BuildOnce(string output, string umask)
    {
        using var process = Start(
            "sh",
            ["-c", "umask \"$1\" && exec dotnet exec \"$2\"", "sh", umask, typeof(BuilderProcess).Assembly.Location],
            "once " + output);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    [ModuleInitializer]
    internal static void TakeOver()
    {
        if (Environment.GetEnvironmentVariable(Variable)?.Split(' ', 2) is not [var mode, var output]) return;
        var writer = new BundleWriter(output);
        writer.Write(First, force: false);
        Console.WriteLine("ready");
        while (mode == "forever")
        {
            writer.Write(Second, force: false);
            writer.Write(First, force: false);
        }

        Environment.Exit(0);
    }

    private static Process Start(string program, string[] arguments, string order)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, Environment = { [Variable] = order } };
        return Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start");
    }

    private static Bundle BundleOf(int turn) => OutputFolder.BundleOf(
        Enumerable.Range(0, 150).SelectMany(host => new[]
        {
            new BundleFile($"hosts/h{host}/same", $"{host}\n"),
            new BundleFile($"hosts/h{host}/changes", $"{host} {turn}\n"),
            new BundleFile($"hosts/h{host}/t{turn}/moves.sh", $"{host} {turn}\n", executable: true),
        }));
}

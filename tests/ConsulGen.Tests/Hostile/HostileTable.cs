using System.Diagnostics;
using System.Globalization;
using System.Text;
using ConsulGen.Cli;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Hostile;

/// <summary>Runs the program on each hostile input, in a process of its own, and measures it as <c>time</c> does.</summary>
internal static class HostileTable
{
    public static string Measure()
    {
        using var scratch = new ScratchFolder();
        var table = new StringBuilder("| input | bytes | exit code | seconds of processor | MB at most | |\n| --- | --- | --- | --- | --- | --- |\n");
        foreach (var input in HostileInputs.All) table.Append(Row(scratch.Path, input));
        return table.ToString();
    }

    private static string Row(string folder, HostileInputs.Input input)
    {
        var (file, figures) = (Path.Join(folder, "inventory.yml"), Path.Join(folder, "figures"));
        File.WriteAllText(file, input.Yaml);
        var native = Environment.GetEnvironmentVariable("CONSULGEN_NATIVE");
        string[] program = native is { Length: > 0 } ? [native] : ["dotnet", "exec", typeof(CommandRunner).Assembly.Location];
        using var process = Process.Start(new ProcessStartInfo("time", ["-f", "%U %S %M", "-o", figures, .. program, "lint", file])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        }) ?? throw new InvalidOperationException("time does not start");
        var read = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        read.GetAwaiter().GetResult();
        process.WaitForExit();
        var words = File.ReadAllLines(figures)[^1].Split(' ').Select(w => double.Parse(w, CultureInfo.InvariantCulture)).ToArray();
        var (bytes, rule) = (Limits.Count(Encoding.UTF8.GetByteCount(input.Yaml)), input.Rule.Length > 0 ? $"`{input.Rule}`" : "");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {input.What} | {bytes} | {process.ExitCode} | {words[0] + words[1]:0.0} | {words[2] / 1024:0} | {rule} |\n");
    }
}

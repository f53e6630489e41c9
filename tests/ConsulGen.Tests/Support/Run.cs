using System.Diagnostics;

namespace ConsulGen.Tests.Support;

/// <summary>What a program said and how it ended.</summary>
internal sealed record Ran(int ExitCode, string Out, string Error);

internal static class Run
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    /// <summary>Runs a program to its end, without a shell; it is killed after three minutes.</summary>
    public static Ran Program(string program, IEnumerable<string> arguments, string input = "", string folder = "")
    {
        using var process = Start(program, arguments, folder);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        try
        {
            process.StandardInput.Write(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // A program that wants no input may be gone already.
        }

        if (!process.WaitForExit(Limit))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} took longer than {Limit}");
        }

        process.WaitForExit();
        return new Ran(process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }

    /// <summary>Starts a program that runs until its caller kills it.</summary>
    public static Process Start(string program, IEnumerable<string> arguments, string folder = "") => Process.Start(new ProcessStartInfo(program, arguments)
    {
        WorkingDirectory = folder,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        StandardInputEncoding = new System.Text.UTF8Encoding(false),
        StandardOutputEncoding = System.Text.Encoding.UTF8,
        StandardErrorEncoding = System.Text.Encoding.UTF8,
    }) ?? throw new InvalidOperationException($"{program} did not start");
}

using ConsulGen.Cli;
using ConsulGen.Cli.Terminal;

namespace ConsulGen.Tests.Support;

/// <summary>Runs a command line as the program would, in this process, or with the native binary that <c>CONSULGEN_NATIVE</c> names.</summary>
internal static class Tool
{
    public sealed record Result(int Code, string Out, string Error);

    public static Result Run(params string[] args) => RunWith("", args);

    public static Result RunWith(string input, params string[] args)
    {
        if (Environment.GetEnvironmentVariable("CONSULGEN_NATIVE") is { Length: > 0 } native)
        {
            var run = Support.Run.Program(native, args, input);
            return new Result(run.ExitCode, run.Out, run.Error);
        }

        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = CommandRunner.Run(args, new CliContext(new StringReader(input), output, error));
        return new Result(code, output.ToString(), error.ToString());
    }
}

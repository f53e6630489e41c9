using CommandLine;
using ConsulGen.Cli.Terminal;
using ConsulGen.Cli.Usage;

namespace ConsulGen.Cli.Commands;

[Verb("completion", HelpText = "Print the completion of this command line for a shell.")]
internal sealed class CompletionOptions
{
    [ShellChoices]
    [Value(0, MetaName = "SHELL", Required = true, HelpText = "bash, zsh or fish.")]
    public string Shell { get; set; } = "";
}

internal sealed class ShellChoicesAttribute : ChoicesAttribute
{
    public override IEnumerable<string> Names => CompletionCommand.Shells;
}

internal static class CompletionCommand
{
    private static readonly (string Name, Func<CommandUsage, string> Script)[] All =
    [
        ("bash", BashCompletion.Script),
        ("zsh", ZshCompletion.Script),
        ("fish", FishCompletion.Script),
    ];

    public static IEnumerable<string> Shells => All.Select(s => s.Name);

    public static int Run(CompletionOptions options, CommandUsage usage, CliContext context)
    {
        if (Array.Find(All, s => s.Name == options.Shell).Script is { } script)
        {
            context.Out.Write(script(usage));
            return ExitCode.Ok;
        }

        context.Error.WriteLine($"consulgen: there is no completion for \"{options.Shell}\"; expected one of {string.Join(", ", Shells)}");
        return ExitCode.Usage;
    }
}

using CommandLine;
using ConsulGen.Cli.Terminal;
using ConsulGen.Cli.Usage;

namespace ConsulGen.Cli.Commands;

[Verb("man", HelpText = "Print the manual page, for man -l -.")]
internal sealed class ManOptions;

internal static class ManCommand
{
    public static int Run(CommandUsage usage, CliContext context)
    {
        context.Out.Write(ManPage.Text(usage, ProgramVersion.Text));
        return ExitCode.Ok;
    }
}

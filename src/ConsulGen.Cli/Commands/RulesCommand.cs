using CommandLine;
using ConsulGen.Core.Linting;

namespace ConsulGen.Cli.Commands;

[Verb("rules", HelpText = "List all rules.")]
internal sealed class RulesOptions;

internal static class RulesCommand
{
    public static int Run(CliContext context)
    {
        var width = RuleCatalog.All.Keys.Max(name => name.Length);
        foreach (var rule in RuleCatalog.All.Values)
            context.Out.WriteLine($"{rule.Name.PadRight(width)}  {Rendering.Words.Of(rule.Severity),-7}  {rule.Title}");
        return ExitCode.Ok;
    }
}

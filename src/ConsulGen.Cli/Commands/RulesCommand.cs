using CommandLine;
using ConsulGen.Core.Linting;

namespace ConsulGen.Cli.Commands;

[Verb("rules", HelpText = "List all rules.")]
internal sealed class RulesOptions
{
    [Option("profile", Default = Profile.Default, HelpText = "With the severities of: default, dev or production.")]
    public Profile Profile { get; set; }
}

internal static class RulesCommand
{
    public static int Run(RulesOptions options, CliContext context)
    {
        var width = RuleCatalog.All.Keys.Max(name => name.Length);
        foreach (var rule in RuleCatalog.All.Values)
            context.Out.WriteLine($"{rule.Name.PadRight(width)}  {Rendering.Words.Of(ProfileCatalog.SeverityOf(rule, options.Profile)),-7}  {rule.Title}");
        return ExitCode.Ok;
    }
}

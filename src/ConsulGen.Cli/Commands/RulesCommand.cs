using CommandLine;
using ConsulGen.Cli.Rendering.Plans;
using ConsulGen.Cli.Terminal;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Linting.Engine;
using ConsulGen.Core.Planning.Catalog;

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
        var rules = RuleCatalog.All.Values.Select(r => (r.Name, Level: LevelOf(ProfileCatalog.SeverityOf(r, options.Profile)), r.Title)).ToList();
        var dangers = DangerCatalog.Rules.Select(r => (r.Name, Level: PlanWords.Of(r.Severity), r.Title)).ToList();
        var width = rules.Concat(dangers).Max(r => r.Name.Length);
        context.Out.WriteLine("lint: what is wrong with an inventory");
        foreach (var (name, level, title) in rules) context.Out.WriteLine($"{name.PadRight(width)}  {level,-9}  {title}");
        context.Out.WriteLine();
        context.Out.WriteLine("plan: what a change does to a live cluster");
        foreach (var (name, level, title) in dangers) context.Out.WriteLine($"{name.PadRight(width)}  {level,-9}  {title}");
        return ExitCode.Ok;

        static string LevelOf(Severity? severity) => severity is { } level ? Rendering.FindingWords.Of(level) : "off";
    }
}

using CommandLine;
using ConsulGen.Cli.Files;
using ConsulGen.Cli.Rendering;
using ConsulGen.Cli.Rendering.Plans;
using ConsulGen.Cli.Terminal;
using ConsulGen.Cli.Usage;
using ConsulGen.Core;
using ConsulGen.Core.Planning;
using ConsulGen.Core.Planning.Transitions;

namespace ConsulGen.Cli.Commands;

[Verb("transition", HelpText = "Write the inventories of a change that needs several phases, in their order.")]
internal sealed class TransitionOptions
{
    [TransitionChoices]
    [Value(0, MetaName = "KIND", Required = true, HelpText = "acl, address, ca, gossip, gossip-key or tls.")]
    public string Kind { get; set; } = "";

    [Value(1, MetaName = "OLD", Required = true, HelpText = "The inventory that the cluster runs: a file or a directory.")]
    public string Old { get; set; } = "";

    [Value(2, MetaName = "NEW", Required = true, HelpText = "The inventory that it shall run in the end.")]
    public string New { get; set; } = "";

    [Option('o', "output", Required = true, MetaValue = "DIR", HelpText = "Where the phases are written, with a README.md of what to do.")]
    public string Output { get; set; } = "";
}

internal sealed class TransitionChoicesAttribute : ChoicesAttribute
{
    public override IEnumerable<string> Names => TransitionCatalog.All.Select(t => t.Name);
}

internal static class TransitionCommand
{
    /// <returns>1 when there is no such way between the two inventories, or a phase of it would not be safe.</returns>
    public static int Run(TransitionOptions options, CliContext context)
    {
        if (TransitionCatalog.Find(options.Kind) is not { } transition)
        {
            context.Error.WriteLine(
                $"consulgen: \"{options.Kind}\" is no transition; expected one of {string.Join(", ", TransitionCatalog.All.Select(t => t.Name))}");
            return ExitCode.Usage;
        }

        if (options.Output.Length == 0)
        {
            context.Error.WriteLine("consulgen: an empty name is no folder; use --output .");
            return ExitCode.Usage;
        }

        if (InventoryPair.Compile(options.Old, options.New, context) is not var (old, next)) return ExitCode.Usage;
        if (old.Topology is null || next.Topology is null || next.HasErrors)
        {
            var broken = new[] { old, next }.Where(c => c.Topology is null || (c == next && c.HasErrors)).ToList();
            new TextFormat(FindingReport.UseColor(ColorMode.Auto, context)).Write(broken, context.Out);
            return broken.Exists(c => c.Topology is null) ? ExitCode.Usage : ExitCode.GateFails;
        }

        var outcome = transition.Phases(old, next);
        if (outcome.Problem is { } problem)
        {
            context.Error.WriteLine("consulgen: " + problem);
            return ExitCode.GateFails;
        }

        var phases = new TransitionFiles(options.Output, next.Topology.Name).Write(transition, outcome.Phases);
        return Report(old, phases, context);
    }

    /// <summary>Says of each hop what plan says of it.</summary>
    private static int Report(Compilation from, IReadOnlyList<(string Path, Compilation Phase)> phases, CliContext context)
    {
        var code = ExitCode.Ok;
        foreach (var (path, phase) in phases)
        {
            var verdict = Planner.Make(from, phase)?.Verdict ?? Verdict.Blocked;
            context.Out.WriteLine($"{path}  {PlanWords.Of(verdict)}");
            if (verdict == Verdict.Blocked) code = ExitCode.GateFails;
            from = phase;
        }

        return code;
    }
}

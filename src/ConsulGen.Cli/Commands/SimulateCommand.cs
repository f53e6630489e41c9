using CommandLine;
using ConsulGen.Cli.Rendering.Simulations;
using ConsulGen.Cli.Terminal;
using ConsulGen.Cli.Usage;
using ConsulGen.Core.Planning.Failures;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Cli.Commands;

[Verb("simulate", HelpText = "Say what is left when hosts, machines, zones or datacenters fail; without --fail, how little is enough to stop each datacenter.")]
internal sealed class SimulateOptions
{
    public const char Separator = ';';

    [Value(0, MetaName = "INVENTORY", Required = true, HelpText = "A file, a directory, or - for standard input.")]
    public string Inventory { get; set; } = "";

    [Option(
        "fail",
        Separator = Separator,
        MetaValue = "WHAT",
        HelpText = "node=a,b, machine=10.0.0.1, zone=x or datacenter=dc2; several may be given, and fail together.")]
    public IEnumerable<string> Fail { get; set; } = [];

    [Choices("text", "json")]
    [Option("format", Default = "text", HelpText = "text or json.")]
    public string Format { get; set; } = "text";
}

internal static class SimulateCommand
{
    /// <returns>1 when a datacenter that did not fail as a whole has no quorum left.</returns>
    public static int Run(SimulateOptions options, CliContext context)
    {
        if (options.Format is not ("text" or "json"))
        {
            context.Error.WriteLine($"consulgen: \"{options.Format}\" is no format; expected one of text, json");
            return ExitCode.Usage;
        }

        if (FindingReport.Look(options.Inventory, context) is not var (_, topology)) return ExitCode.Usage;

        var failures = options.Fail.Where(f => f.Length > 0).Select(f => (Text: f, Failure: Failure.Parse(f))).ToList();
        if (failures.Select(f => Problem(f.Text, f.Failure, topology)).FirstOrDefault(p => p is not null) is { } problem)
        {
            context.Error.WriteLine("consulgen: " + problem);
            return ExitCode.Usage;
        }

        ISimulationFormat format = options.Format == "json" ? new SimulationJsonFormat() : new SimulationTextFormat();
        if (failures.Count == 0)
        {
            format.Write(SmallestFailures.Of(topology), context.Out);
            return ExitCode.Ok;
        }

        var outcomes = FailureOutcome.Of(topology, [.. failures.Select(f => f.Failure).OfType<Failure>()]);
        format.Write(outcomes, context.Out);
        return outcomes.Any(o => o is { IsGone: false, Servers: { Voters: > 0, HasQuorum: false } }) ? ExitCode.GateFails : ExitCode.Ok;
    }

    private static string? Problem(string text, Failure? failure, Topology topology)
    {
        if (failure is null) return $"--fail \"{text}\" is not understood; expected node=a,b, machine=10.0.0.1, zone=x or datacenter=dc2";
        if (failure.Unknown(topology).FirstOrDefault() is not { } unknown) return null;
        var close = Suggestion.For(unknown, failure.KnownNames(topology));
        return $"there is no {failure.Kind} \"{unknown}\"" + (close is null ? "" : $"; did you mean \"{close}\"?");
    }
}

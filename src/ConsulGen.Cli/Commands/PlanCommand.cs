using System.Globalization;
using CommandLine;
using ConsulGen.Cli.Rendering;
using ConsulGen.Cli.Rendering.Plans;
using ConsulGen.Cli.Terminal;
using ConsulGen.Cli.Usage;
using ConsulGen.Core.Planning;

namespace ConsulGen.Cli.Commands;

[Verb("plan", HelpText = "Say what a change does to the live cluster, whether it is safe, and the safe order.")]
internal sealed class PlanOptions
{
    [Value(0, MetaName = "OLD", Required = true, HelpText = "The inventory that the cluster runs: a file, a directory, or - for standard input.")]
    public string Old { get; set; } = "";

    [Value(1, MetaName = "NEW", Required = true, HelpText = "The inventory that it shall run.")]
    public string New { get; set; } = "";

    [PlanFormatChoices]
    [Option("format", Default = "text", HelpText = "text, json or markdown.")]
    public string Format { get; set; } = "text";

    [Option("detailed-exitcode", HelpText = "0 no change, 3 safe change, 4 needs its procedure, 1 blocked.")]
    public bool DetailedExitCode { get; set; }

    [Option("today", MetaValue = "DATE", HelpText = "Judge by this day, as 2027-01-31, whether a risk is still accepted.")]
    public string? Today { get; set; }

    [Option("color", Default = ColorMode.Auto, HelpText = "auto, always or never; NO_COLOR is respected.")]
    public ColorMode Color { get; set; }
}

internal sealed class PlanFormatChoicesAttribute : ChoicesAttribute
{
    public override IEnumerable<string> Names => PlanFormats.Names;
}

internal static class PlanCommand
{
    public static int Run(PlanOptions options, CliContext context)
    {
        var color = FindingReport.UseColor(options.Color, context);
        if (PlanFormats.Find(options.Format, color) is not { } format)
        {
            context.Error.WriteLine($"consulgen: \"{options.Format}\" is no format; expected one of {string.Join(", ", PlanFormats.Names)}");
            return ExitCode.Usage;
        }

        if (options.Today is not null && !DateOnly.TryParseExact(options.Today, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            context.Error.WriteLine($"consulgen: \"{options.Today}\" is no day; expected one as 2027-01-31");
            return ExitCode.Usage;
        }

        if (InventoryPair.Compile(options.Old, options.New, context) is not var (old, next)) return ExitCode.Usage;
        if (Planner.Make(old, next, options.Today) is not { } plan)
        {
            new TextFormat(color).Write([.. new[] { old, next }.Where(c => c.Topology is null)], context.Out);
            return ExitCode.Usage;
        }

        format.Write(plan, old, next, context.Out);
        return Code(plan.Verdict, options.DetailedExitCode);
    }

    private static int Code(Verdict verdict, bool detailed) => verdict switch
    {
        Verdict.Blocked => ExitCode.GateFails,
        Verdict.Procedure when detailed => ExitCode.NeedsProcedure,
        Verdict.Safe when detailed => ExitCode.SafeChange,
        _ => ExitCode.Ok,
    };
}

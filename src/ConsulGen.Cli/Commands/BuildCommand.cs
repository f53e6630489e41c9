using CommandLine;
using ConsulGen.Cli.Files;
using ConsulGen.Cli.Inputs;
using ConsulGen.Cli.Rendering;
using ConsulGen.Cli.Terminal;
using ConsulGen.Core.Bundles;
using ConsulGen.Core.Text;

namespace ConsulGen.Cli.Commands;

[Verb("build", HelpText = "Check an inventory and write its bundle.")]
internal sealed class BuildOptions : CommonOptions
{
    [Value(0, MetaName = "INVENTORY", Required = true, HelpText = "A file, a directory, or - for standard input.")]
    public string Inventory { get; set; } = "";

    [Option('o', "output", Default = "output", MetaValue = "DIR", HelpText = "The bundle becomes DIR/NAME.")]
    public string Output { get; set; } = "output";

    [Option("check", HelpText = "Write nothing; fail and list what differs when the bundle is not what a build would write.")]
    public bool Check { get; set; }

    [Option("force", HelpText = "Overwrite files of the bundle that somebody edited, and what stands in their place.")]
    public bool Force { get; set; }
}

internal static class BuildCommand
{
    public static int Run(BuildOptions options, CliContext context)
    {
        var compilation = FindingReport.Compile(options.Inventory, context, options.Profile);
        var code = FindingReport.Write([compilation], new TextFormat(FindingReport.UseColor(options, context)), options, context);
        if (code != ExitCode.Ok) return code;
        // With --fail-on above error nothing could be built over an error either.
        if (compilation.Build() is not { } bundle) return ExitCode.GateFails;

        if (options.Output.Length == 0)
        {
            context.Error.WriteLine("consulgen: an empty name is no folder; use --output .");
            return ExitCode.Usage;
        }

        LinkPolicy.Check(options.Output);
        var writer = new BundleWriter(options.Output);
        return options.Check ? Check(writer, bundle, options, context) : Write(writer, bundle, options, context);
    }

    private static int Check(BundleWriter writer, Bundle bundle, BuildOptions options, CliContext context)
    {
        var changes = writer.Compare(bundle);
        foreach (var change in changes.Changes) context.Out.WriteLine($"{Word(change.Kind),-8} {Place(options, bundle)}/{change.Path}");
        if (!options.Quiet)
            context.Error.WriteLine(changes.IsUpToDate
                ? $"{Place(options, bundle)} is up to date"
                : $"{Place(options, bundle)} is stale: {Counted.Of(changes.Changes.Length, "of its files differs", "of its files differ")}; run: "
                    + $"consulgen build {options.Inventory}{(options.Output == "output" ? "" : $" -o {options.Output}")}");
        return changes.IsUpToDate ? ExitCode.Ok : ExitCode.GateFails;
    }

    private static int Write(BundleWriter writer, Bundle bundle, BuildOptions options, CliContext context)
    {
        var changes = writer.Write(bundle, options.Force);
        var kept = changes.Changes.Where(c => c.Kind is ChangeKind.Edited or ChangeKind.InTheWay).ToList();
        var orForce = options.Force ? "" : ", or build with --force";
        foreach (var change in kept)
            context.Out.WriteLine(change.Kind == ChangeKind.Edited
                ? $"edited   {Place(options, bundle)}/{change.Path}: kept as somebody changed it; move the change into the inventory{orForce}"
                : $"foreign  {Place(options, bundle)}/{change.Path}: no build wrote what stands here, so it is kept; remove it{orForce}");
        if (!options.Quiet) context.Error.WriteLine($"{Place(options, bundle)}: {Summary(changes)}");
        return kept.Count == 0 ? ExitCode.Ok : ExitCode.GateFails;
    }

    private static string Summary(BundleChanges changes)
    {
        var counts = changes.Changes
            .GroupBy(c => c.Kind)
            .OrderBy(g => g.Key)
            .Select(g => FormattableString.Invariant($"{g.Count()} {Word(g.Key)}"))
            .DefaultIfEmpty("nothing changed");
        return $"{Counted.Of(changes.Files, "file")}, " + string.Join(", ", counts);
    }

    private static string Place(BuildOptions options, Bundle bundle) => $"{options.Output.TrimEnd('/')}/{bundle.Name}";

    private static string Word(ChangeKind kind) => kind switch
    {
        ChangeKind.Added => "added",
        ChangeKind.Changed => "changed",
        ChangeKind.Removed => "removed",
        ChangeKind.Edited => "edited",
        _ => "foreign",
    };
}

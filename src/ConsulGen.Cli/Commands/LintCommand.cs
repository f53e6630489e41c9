using CommandLine;
using ConsulGen.Cli.Inputs;
using ConsulGen.Cli.Rendering;
using ConsulGen.Cli.Terminal;
using ConsulGen.Cli.Usage;
using ConsulGen.Core;
using ConsulGen.Core.Text;

namespace ConsulGen.Cli.Commands;

[Verb("lint", HelpText = "Report everything that is wrong with inventories; write no files.")]
internal sealed class LintOptions : CommonOptions
{
    [Value(0, MetaName = "INVENTORY", Required = true, HelpText = "Files, directories, or - for standard input.")]
    public IEnumerable<string> Inventories { get; set; } = [];

    [FindingsFormatChoices]
    [Option("format", Default = "text", HelpText = "text, json, sarif, github, gitlab or junit.")]
    public string Format { get; set; } = "text";

    [Option("fix", HelpText = "Write what has one exact remedy into the inventories first.")]
    public bool Fix { get; set; }

    [Option("baseline", MetaValue = "FILE", HelpText = "Leave out the findings that this file lists.")]
    public string? Baseline { get; set; }

    [Option("write-baseline", HelpText = "Write the findings of today to the baseline's file.")]
    public bool WriteBaseline { get; set; }
}

internal sealed class FindingsFormatChoicesAttribute : ChoicesAttribute
{
    public override IEnumerable<string> Names => FindingsFormats.Names;
}

internal static class LintCommand
{
    public static int Run(LintOptions options, CliContext context)
    {
        var format = FindingsFormats.Find(options.Format, FindingReport.UseColor(options, context));
        if (format is null)
        {
            context.Error.WriteLine($"consulgen: \"{options.Format}\" is no format; expected one of {string.Join(", ", FindingsFormats.Names)}");
            return ExitCode.Usage;
        }

        if (options.WriteBaseline && options.Baseline is null)
        {
            context.Error.WriteLine("consulgen: --write-baseline needs --baseline FILE");
            return ExitCode.Usage;
        }

        if (options.Fix && options.Inventories.Contains("-"))
        {
            context.Error.WriteLine("consulgen: --fix cannot write standard input; name a file");
            return ExitCode.Usage;
        }

        // All first: a file may be part of several inventories.
        var isWhole = !options.Fix || ForEach(options, context, path => InventoryFixer.Run(path, options, context));
        var compilations = new List<Compilation>();
        if (isWhole) isWhole = ForEach(options, context, path => compilations.Add(FindingReport.Compile(path, context, options.Profile)));

        // What cannot be read is no finding that one could live with.
        if (!isWhole || options.Baseline is null || compilations.Any(c => c.Topology is null))
            return FindingReport.Write(compilations, format, options, context) is var code && isWhole ? code : ExitCode.Usage;
        return options.WriteBaseline
            ? Write(compilations, options, options.Baseline, context)
            : Apply(compilations, options, options.Baseline, format, context);
    }

    /// <summary>False when an inventory cannot be read; the others get their turn all the same.</summary>
    private static bool ForEach(LintOptions options, CliContext context, Action<string> action)
    {
        var isWhole = true;
        foreach (var path in options.Inventories)
        {
            try
            {
                action(path);
            }
            catch (InputException e)
            {
                context.Error.WriteLine("consulgen: " + e.Message);
                isWhole = false;
            }
        }

        return isWhole;
    }

    private static int Write(IReadOnlyList<Compilation> compilations, LintOptions options, string path, CliContext context)
    {
        var findings = compilations.SelectMany(c => c.Findings).ToList();
        Baseline.Of(findings).Write(path);
        if (!options.Quiet) context.Error.WriteLine($"{path}: {Counted.Of(findings.Count, "finding")} written");
        return ExitCode.Ok;
    }

    private static int Apply(IReadOnlyList<Compilation> compilations, LintOptions options, string path, IFindingsFormat format, CliContext context)
    {
        var (shown, gone) = Baseline.Read(path).Apply(compilations);
        if (gone > 0 && !options.Quiet)
            context.Error.WriteLine($"{path}: {Counted.Of(gone, "finding is", "findings are")} gone; write it anew with --write-baseline");
        return FindingReport.Write(shown, format, options, context);
    }
}

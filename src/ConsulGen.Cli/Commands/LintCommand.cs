using CommandLine;
using ConsulGen.Cli.Rendering;

namespace ConsulGen.Cli.Commands;

[Verb("lint", HelpText = "Report everything that is wrong with inventories; write no files.")]
internal sealed class LintOptions : CommonOptions
{
    [Value(0, MetaName = "INVENTORY", Required = true, HelpText = "Files, directories, or - for standard input.")]
    public IEnumerable<string> Inventories { get; set; } = [];

    [Option("format", Default = "text", HelpText = "text or json.")]
    public string Format { get; set; } = "text";
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

        return FindingReport.Write([.. options.Inventories.Select(path => FindingReport.Compile(path, context))], format, options, context);
    }
}

using ConsulGen.Cli.Inputs;
using ConsulGen.Cli.Rendering;
using ConsulGen.Cli.Terminal;
using ConsulGen.Core;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Linting.Engine;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Cli.Commands;

/// <summary>What lint and build have in common: compile, report, judge.</summary>
internal static class FindingReport
{
    public static Compilation Compile(string path, CliContext context, Profile profile = Profile.Default)
    {
        var input = InventoryInput.From(path, context);
        return Compilation.Run(input.Sources, input.Name, profile);
    }

    /// <summary>
    /// The topology of an inventory that is looked at, not judged: its errors are named in one line. Null where there is none at all, and the
    /// findings say why; the exit code is <see cref="ExitCode.Usage"/> then.
    /// </summary>
    /// <param name="output">Where they are said; null for standard output.</param>
    public static (Compilation Compilation, Topology Topology)? Look(string path, CliContext context, TextWriter? output = null)
    {
        var compilation = Compile(path, context);
        if (compilation.Topology is not { } topology)
        {
            new TextFormat(color: false).Write([compilation], output ?? context.Out);
            return null;
        }

        if (compilation.HasErrors) context.Error.WriteLine("consulgen: the inventory has errors, see: consulgen lint " + path);
        return (compilation, topology);
    }

    /// <summary>Writes the findings to standard output, a summary to standard error, and returns the exit code that they ask for.</summary>
    public static int Write(IReadOnlyList<Compilation> compilations, IFindingsFormat format, CommonOptions options, CliContext context)
    {
        format.Write(compilations, context.Out);
        context.Out.Flush();
        var findings = compilations.SelectMany(c => c.Findings).ToList();
        if (!options.Quiet && findings.Count > 0) context.Error.WriteLine(Summary(findings));
        if (compilations.Any(c => c.Topology is null)) return ExitCode.Usage;
        return findings.Exists(f => f.Severity >= options.FailOn) ? ExitCode.GateFails : ExitCode.Ok;
    }

    public static bool UseColor(CommonOptions options, CliContext context) => UseColor(options.Color, context);

    public static bool UseColor(ColorMode color, CliContext context)
    {
        var isWanted = color == ColorMode.Always || (color == ColorMode.Auto && context.OutTakesColor);
        if (context.Out is PrintedWriter output) output.AllowsColor = isWanted;
        return isWanted;
    }

    private static string Summary(List<Finding> findings)
    {
        var counts = findings.GroupBy(f => f.Severity).OrderByDescending(g => g.Key).Select(g => Counted.Of(g.Count(), FindingWords.Of(g.Key)));
        return string.Join(", ", counts);
    }
}

using CommandLine;
using ConsulGen.Cli.Terminal;
using ConsulGen.Cli.Usage;
using ConsulGen.Core.Graphs;
using ConsulGen.Core.Graphs.Svg;
using ConsulGen.Core.Text;

namespace ConsulGen.Cli.Commands;

[Verb("graph", HelpText = "Draw the topology: datacenters, zones, servers, clients in groups, load balancers, Prometheus, and the ports between them.")]
internal sealed class GraphOptions
{
    [Value(0, MetaName = "INVENTORY", Required = true, HelpText = "A file, a directory, or - for standard input.")]
    public string Inventory { get; set; } = "";

    [GraphFormatChoices]
    [Option("format", Default = "svg", HelpText = "svg, for browsers and wikis; mermaid, which GitHub and GitLab draw in Markdown; or dot, for Graphviz.")]
    public string Format { get; set; } = "svg";
}

internal sealed class GraphFormatChoicesAttribute : ChoicesAttribute
{
    public override IEnumerable<string> Names => GraphCommand.Formats;
}

internal static class GraphCommand
{
    private static readonly (string Name, Func<TopologyPicture, string> Write)[] All =
    [
        ("svg", SvgPicture.Of),
        ("mermaid", MermaidPicture.Of),
        ("dot", DotPicture.Of),
    ];

    public static IEnumerable<string> Formats => All.Select(f => f.Name);

    public static int Run(GraphOptions options, CliContext context)
    {
        if (Array.Find(All, f => f.Name == options.Format).Write is not { } write)
        {
            var close = Suggestion.For(options.Format, Formats);
            context.Error.WriteLine($"consulgen: \"{options.Format}\" is no format; "
                + (close is null ? "expected one of " + string.Join(", ", Formats) : $"did you mean \"{close}\"?"));
            return ExitCode.Usage;
        }

        if (FindingReport.Look(options.Inventory, context, context.Error) is not var (_, topology)) return ExitCode.Usage;

        context.Out.Write(write(TopologyPicture.Of(topology)));
        return ExitCode.Ok;
    }
}

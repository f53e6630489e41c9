using System.Collections.Immutable;
using System.Text;
using CommandLine;
using ConsulGen.Cli.Inputs;
using ConsulGen.Cli.Rendering.Drifts;
using ConsulGen.Cli.Terminal;
using ConsulGen.Cli.Usage;
using ConsulGen.Core.Drift;

namespace ConsulGen.Cli.Commands;

[Verb("drift", HelpText = "Say in what a live cluster, as captured, differs from the inventory.")]
internal sealed class DriftOptions
{
    public const char Separator = ',';

    [Value(0, MetaName = "INVENTORY", Required = true, HelpText = "A file, a directory, or - for standard input.")]
    public string Inventory { get; set; } = "";

    [Option("members", Separator = Separator, MetaValue = "FILE", HelpText = "What consul members said, or /v1/agent/members; one of each datacenter.")]
    public IEnumerable<string> Members { get; set; } = [];

    [Option("raft", Separator = Separator, MetaValue = "FILE", HelpText = "What consul operator raft list-peers said, or /v1/operator/raft/configuration.")]
    public IEnumerable<string> Raft { get; set; } = [];

    [Option("agents", MetaValue = "DIR", HelpText = "A folder with what /v1/agent/self of agents said, a .json file of each.")]
    public string? Agents { get; set; }

    [Choices("text", "json")]
    [Option("format", Default = "text", HelpText = "text or json.")]
    public string Format { get; set; } = "text";
}

internal static class DriftCommand
{
    /// <summary>No cluster tells more.</summary>
    private const int MostBytes = 64 * 1024 * 1024;

    /// <returns>3 where something differs.</returns>
    public static int Run(DriftOptions options, CliContext context)
    {
        if (options.Format is not ("text" or "json"))
        {
            context.Error.WriteLine($"consulgen: \"{options.Format}\" is no format; expected one of text, json");
            return ExitCode.Usage;
        }

        var (members, raft) = (Named(options.Members), Named(options.Raft));
        if (members.Count + raft.Count == 0 && options.Agents is null)
        {
            context.Error.WriteLine("consulgen: nothing to compare with; give --members, --raft or --agents, as drift/capture.sh of the bundle captures them");
            return ExitCode.Usage;
        }

        if (FindingReport.Look(options.Inventory, context) is not var (_, topology)) return ExitCode.Usage;

        ImmutableArray<LiveMember> live = [.. members.SelectMany(f => Read(f, Captures.Members))];
        ImmutableArray<LiveAgent> agents = [.. AgentFiles(options.Agents).Select(f => Read(f, text => Captures.Agent(Path.GetFileName(f), text)))];
        var differences = DriftCheck.Of(topology, live, [.. raft.Select(f => Read(f, Captures.Peers))], agents);
        if (options.Format == "json") DriftFormats.WriteJson(differences, context.Out);
        else DriftFormats.WriteText(differences, context.Out);
        return differences.IsEmpty ? ExitCode.Ok : ExitCode.Differs;
    }

    private static List<string> Named(IEnumerable<string> files) => [.. files.Where(f => f.Length > 0)];

    private static IEnumerable<string> AgentFiles(string? folder)
    {
        if (folder is null) return [];
        if (!Directory.Exists(folder)) throw new InputException($"cannot read {folder}: there is no such folder");
        LinkPolicy.Check(folder);
        return Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal);
    }

    private static T Read<T>(string file, Func<string, T> read)
    {
        var text = new UTF8Encoding(false).GetString(InputFile.Read(file, MostBytes).Bytes);
        try
        {
            return read(text);
        }
        catch (CaptureException e)
        {
            throw new InputException($"cannot read {file}: {e.Message}");
        }
    }
}

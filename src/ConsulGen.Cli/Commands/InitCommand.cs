using System.Text;
using CommandLine;
using ConsulGen.Cli.Inputs;
using ConsulGen.Cli.Terminal;
using ConsulGen.Cli.Usage;
using ConsulGen.Core.Consul.Releases;

namespace ConsulGen.Cli.Commands;

[Verb("init", HelpText = "Write a commented inventory to start from.")]
internal sealed class InitOptions
{
    [Value(0, MetaName = "DIR", Default = ".", HelpText = "Where inventory.yml is written.")]
    public string Directory { get; set; } = ".";

    [PresetChoices]
    [Option(
        "preset",
        Default = "ha",
        MetaValue = "NAME",
        HelpText = "single, ha (three servers), ha-lb, production, multi-dc, one-host or supervisor.")]
    public string Preset { get; set; } = "ha";
}

internal sealed class PresetChoicesAttribute : ChoicesAttribute
{
    public override IEnumerable<string> Names => InitCommand.Presets;
}

internal static class InitCommand
{
    private const string Prefix = "presets/";

    private const string FileName = "inventory.yml";

    /// <summary>Stands in a starter where the release does, and is as wide as most of them.</summary>
    private const string VersionMark = "@@@@@";

    /// <summary>Names that presets had before.</summary>
    private static readonly Dictionary<string, string> Former = new(StringComparer.Ordinal) { ["single-server"] = "single", ["three-servers"] = "ha" };

    private static readonly string VersionText = ConsulVersion.Recommended.ToString();

    /// <summary>The names of the starters that are built in.</summary>
    public static IEnumerable<string> Presets => typeof(InitCommand).Assembly.GetManifestResourceNames()
        .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
        .Select(n => Path.GetFileNameWithoutExtension(n))
        .Order(StringComparer.Ordinal);

    public static int Run(InitOptions options, CliContext context)
    {
        using var preset = typeof(InitCommand).Assembly.GetManifestResourceStream($"{Prefix}{Former.GetValueOrDefault(options.Preset, options.Preset)}.yml");
        if (preset is null)
        {
            context.Error.WriteLine($"consulgen: there is no preset \"{options.Preset}\"; expected one of {string.Join(", ", Presets)}");
            return ExitCode.Usage;
        }

        LinkPolicy.Check(options.Directory);
        var path = Path.Join(options.Directory, FileName);
        try
        {
            Directory.CreateDirectory(options.Directory);
            using var file = new FileStream(path, FileMode.CreateNew);
            using var reader = new StreamReader(preset);
            file.Write(Encoding.UTF8.GetBytes(reader.ReadToEnd().Replace(VersionMark, VersionText, StringComparison.Ordinal)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            context.Error.WriteLine(File.Exists(path) ? $"consulgen: {path} is there already, and is kept" : $"consulgen: cannot write {path}: {e.Message}");
            return ExitCode.Usage;
        }

        context.Error.WriteLine($"wrote {path}; next: consulgen build {path}");
        return ExitCode.Ok;
    }
}

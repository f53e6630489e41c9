using CommandLine;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Linting.Engine;

namespace ConsulGen.Cli.Commands;

internal enum ColorMode
{
    Auto,
    Always,
    Never,
}

/// <summary>What every verb that reports findings takes.</summary>
internal abstract class CommonOptions
{
    [Option("fail-on", Default = Severity.Error, HelpText = "The least severity that fails: error, warning or info.")]
    public Severity FailOn { get; set; }

    [Option("profile", Default = Profile.Default, HelpText = "What the cluster is for: default, dev or production.")]
    public Profile Profile { get; set; }

    [Option('q', "quiet", HelpText = "No summary on standard error.")]
    public bool Quiet { get; set; }

    [Option("color", Default = ColorMode.Auto, HelpText = "auto, always or never; NO_COLOR is respected.")]
    public ColorMode Color { get; set; }
}

using ConsulGen.Cli.Terminal;
using ConsulGen.Core.Text;

namespace ConsulGen.Cli.Usage;

/// <summary>The manual page, in the macros of man(7).</summary>
internal static class ManPage
{
    private static readonly (int Code, string Meaning)[] ExitCodes =
    [
        (ExitCode.Ok, "Fine, or only findings below the threshold."),
        (ExitCode.GateFails, "The gate fails: findings at or above the threshold, a stale bundle, or a change that would break the cluster."),
        (ExitCode.Usage, "Wrong usage, an input that cannot be read or parsed, or an output that cannot be written."),
        (ExitCode.SafeChange, "With plan --detailed-exitcode: a change, safe in any order."),
        (ExitCode.NeedsProcedure, "With plan --detailed-exitcode: a change that is safe in the order of its steps."),
        (ExitCode.Defect, "A defect in consulgen."),
    ];

    /// <param name="version">As the foot of the page shows it, <c>consulgen 0.1.0</c>.</param>
    public static string Text(CommandUsage usage, string version)
    {
        var text = new TextBuilder()
            .Line(".\\\" Made by: consulgen man")
            // No date: the page is the same whenever it is made.
            .Line($".TH CONSULGEN 1 \"\" \"{Plain(version)}\" \"User Commands\"")
            .Line(".SH NAME")
            .Line($"consulgen \\- {Plain(char.ToLowerInvariant(CommandUsage.Summary[0]) + CommandUsage.Summary[1..].TrimEnd('.'))}")
            .Line(".SH SYNOPSIS")
            .Line("\\fBconsulgen\\fR \\fIVERB\\fR [\\fIOPTION\\fR ...] [\\fIVALUE\\fR ...]")
            .Line(".SH DESCRIPTION")
            .Line(Plain("An inventory describes a Consul topology: datacenters, servers, clients, load balancers, services and monitoring."))
            .Line(Plain("Offline, consulgen checks it and turns it into the files that each machine needs."))
            .Line(Plain("The same inventory always gives the same bytes."))
            .Line(".PP")
            .Line(Plain("Findings go to standard output, summaries to standard error."))
            .Line("Every verb takes \\fB\\-\\-help\\fR.")
            .Line(".SH COMMANDS");
        foreach (var verb in usage.Verbs) Verb(text, verb);
        text.Line(".SH EXIT STATUS");
        foreach (var (code, meaning) in ExitCodes) Item(text, $"\\fB{code.ToString(System.Globalization.CultureInfo.InvariantCulture)}\\fR", Plain(meaning));
        text.Line(".SH ENVIRONMENT");
        Item(text, "\\fBNO_COLOR\\fR", Plain("When it is not empty, findings are not coloured unless asked for."));
        Item(text, "\\fBFORCE_COLOR\\fR", Plain("When it is not empty, findings are coloured where standard output is no terminal too; NO_COLOR wins."));
        return text.ToString();
    }

    private static void Verb(TextBuilder text, VerbUsage verb)
    {
        var words = verb.Options.Where(IsOwn).Select(o => $"[{Form(o, o.Spellings.First())}]").Concat(verb.Values.Select(Form));
        text.Line($".SS {Plain(verb.Name)}").Line(string.Join(' ', words.Prepend($"\\fBconsulgen {Plain(verb.Name)}\\fR"))).Line(".PP").Line(Plain(verb.Help));
        foreach (var value in verb.Values) Item(text, $"\\fI{Plain(value.Argument.Name)}\\fR", Plain(value.Help));
        foreach (var option in verb.Options.Where(IsOwn))
            Item(
                text,
                Form(option, string.Join("\\fR, \\fB", option.Spellings)),
                Plain(option.Help + (option.Default is { } value ? $" Default: {value}." : "")));
    }

    private static bool IsOwn(OptionUsage option) => option.Long != "help";

    private static void Item(TextBuilder text, string tag, string body) => text.Line(".TP").Line(tag).Line(body);

    private static string Form(OptionUsage option, string spelling) =>
        $"\\fB{spelling.Replace("-", "\\-", StringComparison.Ordinal)}\\fR" + option.Argument switch
        {
            null => "",
            { Kind: ArgumentKind.Choice } argument => " " + string.Join('|', argument.Choices.Select(c => $"\\fI{Plain(c)}\\fR")),
            { } argument => $" \\fI{Plain(argument.Name)}\\fR",
        };

    private static string Form(ValueUsage value)
    {
        var name = $"\\fI{Plain(value.Argument.Name)}\\fR{(value.Repeats ? " ..." : "")}";
        return value.Required ? name : $"[{name}]";
    }

    // A dot or apostrophe that starts a line would be a request, and a bare - a hyphen that cannot be copied.
    private static string Plain(string text)
    {
        var escaped = text.Replace("\\", "\\e", StringComparison.Ordinal).Replace("-", "\\-", StringComparison.Ordinal);
        return escaped is ['.' or '\'', ..] ? "\\&" + escaped : escaped;
    }
}

using ConsulGen.Core.Text;

namespace ConsulGen.Cli.Usage;

/// <summary>Completion for fish 3.0 and newer.</summary>
internal static class FishCompletion
{
    private const string Head = """
        # fish completion for consulgen; made by: consulgen completion fish

        function __consulgen_no_verb
            test (count (commandline -opc)) -eq 1
        end

        function __consulgen_verb
            set -l words (commandline -opc)
            test (count $words) -ge 2; and test $words[2] = $argv[1]
        end

        complete -c consulgen -f

        """;

    public static string Script(CommandUsage usage)
    {
        var text = new TextBuilder().Append(Head);
        foreach (var option in CommandUsage.Options) text.Line(Rule("__consulgen_no_verb", Option(option)));
        foreach (var verb in usage.Verbs)
        {
            text.Line().Line(Rule("__consulgen_no_verb", $"-a {verb.Name} -d {Quote(verb.Help)}"));
            var only = Quote("__consulgen_verb " + verb.Name);
            foreach (var option in verb.Options) text.Line(Rule(only, Option(option)));
            foreach (var argument in verb.Values.Select(v => Argument(v.Argument)).Distinct()) text.Line(Rule(only, argument));
        }

        return text.ToString();
    }

    private static string Rule(string condition, string rest) => $"complete -c consulgen -n {condition} {rest}";

    private static string Option(OptionUsage option)
    {
        var argument = option.Argument is null ? "" : option.Argument.Kind == ArgumentKind.File ? "-r -F " : $"-x {Argument(option.Argument)} ";
        return $"{(option.Short is { } letter ? $"-s {letter} " : "")}-l {option.Long} {argument}-d {Quote(option.Help)}".Replace(
            "  ",
            " ",
            StringComparison.Ordinal);
    }

    private static string Argument(ArgumentUsage argument) => argument.Kind switch
    {
        ArgumentKind.Choice => "-a " + Quote(string.Join(' ', argument.Choices)),
        ArgumentKind.Directory => "-a '(__fish_complete_directories)'",
        ArgumentKind.File => "-F",
        _ => "",
    };

    // In fish's single quotes the backslash has a meaning too.
    private static string Quote(string word) => $"'{word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}

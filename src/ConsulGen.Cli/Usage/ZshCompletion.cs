using ConsulGen.Core.Formats;
using ConsulGen.Core.Text;

namespace ConsulGen.Cli.Usage;

/// <summary>Completion for zsh: a file in <c>fpath</c>, or what <c>source</c> reads.</summary>
internal static class ZshCompletion
{
    private const string Head = """
        #compdef consulgen
        # zsh completion for consulgen; made by: consulgen completion zsh

        _consulgen() {
            local verb=$words[2]
            if (( CURRENT == 2 )); then

        """;

    // The words from the verb on are what _arguments is to see.
    private const string Middle = """
                _describe -t verbs verb verbs
                _describe -o -t options option options
                return
            fi
            shift words
            (( CURRENT-- ))
            case $verb in

        """;

    private const string Tail = """
            esac
        }

        if [[ $funcstack[1] == _consulgen ]]; then
            _consulgen "$@"
        else
            compdef _consulgen consulgen
        fi

        """;

    public static string Script(CommandUsage usage)
    {
        var text = new TextBuilder().Append(Head);
        Array(text, "verbs", usage.Verbs.Select(v => $"{v.Name}:{v.Help}"));
        Array(text, "options", CommandUsage.Options.Select(o => $"--{o.Long}:{o.Help}"));
        text.Append(Middle);
        foreach (var verb in usage.Verbs.Where(v => v.Options.Length + v.Values.Length > 0))
        {
            text.Line($"        {verb.Name})").Append("            _arguments -s");
            foreach (var option in verb.Options) text.Line(" \\").Append("                " + Option(option));
            for (var i = 0; i < verb.Values.Length; i++) text.Line(" \\").Append("                " + Value(verb.Values[i], i + 1));
            text.Line().Line("            ;;");
        }

        return text.Append(Tail).ToString();
    }

    private static void Array(TextBuilder text, string name, IEnumerable<string> rows)
    {
        text.Line($"        local -a {name}=(");
        foreach (var row in rows) text.Line("            " + Shell.Quote(row));
        text.Line("        )");
    }

    // '(-o --output)'{-o+,--output=}'[help]:DIR:action': either form, once, its argument in the same word or the next.
    private static string Option(OptionUsage option)
    {
        var (plus, equals) = option.Argument is null ? ("", "") : ("+", "=");
        var rest = $"[{Escaped(option.Help)}]{(option.Argument is { } argument ? $":{argument.Name}:{Action(argument)}" : "")}";
        return option.Short is { } letter
            ? $"'(-{letter} --{option.Long})'{{-{letter}{plus},--{option.Long}{equals}}}{Shell.Quote(rest)}"
            : Shell.Quote($"--{option.Long}{equals}{rest}");
    }

    private static string Value(ValueUsage value, int number)
    {
        var place = value.Repeats ? "*" : FormattableString.Invariant($"{number}{(value.Required ? "" : ":")}");
        return Shell.Quote($"{place}:{value.Argument.Name}:{Action(value.Argument)}");
    }

    private static string Action(ArgumentUsage argument) => argument.Kind switch
    {
        ArgumentKind.Choice => $"({string.Join(' ', argument.Choices)})",
        ArgumentKind.Directory => "_files -/",
        ArgumentKind.File => "_files",
        _ => " ",
    };

    private static string Escaped(string help) =>
        help.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal).Replace("]", "\\]", StringComparison.Ordinal);
}

using ConsulGen.Core.Formats;
using ConsulGen.Core.Text;

namespace ConsulGen.Cli.Usage;

/// <summary>Completion for bash 4.4 and newer; it needs no bash-completion.</summary>
internal static class BashCompletion
{
    // Three tables say what may stand where; one function reads the line. $what is empty, "text", "files", "directories" or the words.
    private const string Function = """
        _consulgen() {
            local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} verb=${COMP_WORDS[1]} what='' at count=0
            COMPREPLY=()
            # Bash makes three words of --option=value.
            if [[ $cur == = ]]; then
                cur=''
            elif [[ $prev == = ]] && ((COMP_CWORD > 2)); then
                prev=${COMP_WORDS[COMP_CWORD - 2]}
            fi
            if ((COMP_CWORD == 1)); then
                what=$_consulgen_verbs
            else
                ((COMP_CWORD == 2)) || _consulgen_argument "$verb" "$prev"
                if [[ -z $what && $cur == -* ]]; then
                    _consulgen_options "$verb"
                elif [[ -z $what ]]; then
                    for ((at = 2; at < COMP_CWORD; at++)); do
                        if [[ ${COMP_WORDS[at]} != -?* ]]; then
                            count=$((count + 1))
                            continue
                        fi
                        _consulgen_argument "$verb" "${COMP_WORDS[at]}"
                        [[ ${COMP_WORDS[at + 1]} != = ]] || at=$((at + 1))
                        [[ -z $what ]] || at=$((at + 1))
                    done
                    what=''
                    _consulgen_value "$verb" "$count"
                fi
            fi
            case $what in
                '' | text) ;;
                files)
                    compopt -o filenames 2>/dev/null
                    mapfile -t COMPREPLY < <(compgen -f -- "$cur")
                    ;;
                directories)
                    compopt -o filenames 2>/dev/null
                    mapfile -t COMPREPLY < <(compgen -d -- "$cur")
                    ;;
                *) mapfile -t COMPREPLY < <(compgen -W "$what" -- "$cur") ;;
            esac
        }

        complete -F _consulgen consulgen

        """;

    public static string Script(CommandUsage usage)
    {
        var text = new TextBuilder()
            .Line("# bash completion for consulgen; made by: consulgen completion bash")
            .Line()
            .Line("_consulgen_verbs="
                + Shell.Quote(string.Join(' ', usage.Verbs.Select(v => v.Name).Concat(CommandUsage.Options.SelectMany(o => o.Spellings)))))
            .Line();
        Table(
            text,
            "_consulgen_options() { # VERB",
            "$1",
            usage.Verbs.Where(v => v.Options.Length > 0).Select(v => (v.Name, string.Join(' ', v.Options.SelectMany(o => o.Spellings)))));
        Table(text, "_consulgen_argument() { # VERB OPTION", "$1 $2", usage.Verbs.SelectMany(v => v.Options
            .Where(o => o.Argument is not null)
            .Select(o => (string.Join(" | ", o.Spellings.Select(s => Shell.Quote($"{v.Name} {s}"))), What(o.Argument!)))));
        Table(text, "_consulgen_value() { # VERB NUMBER", "$1 $2", usage.Verbs.SelectMany(v => v.Values
            .Select((value, i) =>
                (value.Repeats ? Shell.Quote(v.Name + " ") + "*" : Shell.Quote(FormattableString.Invariant($"{v.Name} {i}")), What(value.Argument)))));
        return text.Append(Function).ToString();
    }

    private static string What(ArgumentUsage argument) => argument.Kind switch
    {
        ArgumentKind.Choice => string.Join(' ', argument.Choices),
        ArgumentKind.Directory => "directories",
        ArgumentKind.File => "files",
        _ => "text",
    };

    private static void Table(TextBuilder text, string head, string subject, IEnumerable<(string Pattern, string What)> rows)
    {
        text.Line(head).Line($"    case \"{subject}\" in");
        foreach (var (pattern, what) in rows) text.Line($"        {pattern}) what={Shell.Quote(what)} ;;");
        text.Line("        *) what='' ;;").Line("    esac").Line("}").Line();
    }
}

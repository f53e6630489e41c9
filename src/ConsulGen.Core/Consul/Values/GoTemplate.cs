using ConsulGen.Core.Text;

namespace ConsulGen.Core.Consul.Values;

/// <summary>
/// A template of Go's text/template with the functions of go-sockaddr, which Consul puts its addresses through: as far as the text
/// alone tells that it cannot be parsed. What it finds on the host is left open.
/// </summary>
internal static class GoTemplate
{
    /// <summary>go-sockaddr's (template/template.go, as stored with Consul 1.10; half of them were tried with 1.1.0 and 1.10.11).</summary>
    private static readonly ImmutableSortedSet<string> Functions = Words(
        "GetAllInterfaces GetDefaultInterfaces GetInterfaceIP GetInterfaceIPs GetPrivateIP GetPrivateIPs GetPrivateInterfaces GetPublicIP GetPublicIPs "
            + "GetPublicInterfaces "
        + "attr exclude include join limit math offset sort unique");

    /// <summary>Functions, keywords and constants of text/template itself.</summary>
    private static readonly ImmutableSortedSet<string> Own = Words(
        "and block break call continue define else end eq false ge gt html if index js le len lt ne nil not or print printf println range slice template "
            + "true urlquery with");

    /// <summary>What is wrong with it, behind "the template", and how it could be made right; null for nothing.</summary>
    public static (string Fault, string Help)? Fault(string text)
    {
        for (var open = text.IndexOf("{{", StringComparison.Ordinal); open >= 0; open = text.IndexOf("{{", open, StringComparison.Ordinal))
        {
            if (Action(text, open + 2, out open) is { } fault) return fault;
        }

        return null;
    }

    /// <param name="end">Behind the action's <c>}}</c>.</param>
    private static (string Fault, string Help)? Action(string text, int start, out int end)
    {
        end = text.Length;
        var isEmpty = true;
        for (var at = start; at < text.Length;)
        {
            if (Starts(text, at, "}}"))
            {
                end = at + 2;
                return isEmpty ? ("has nothing between \"{{\" and \"}}\"", "name a function there, such as GetPrivateIP") : null;
            }

            var letter = text[at];
            if (Starts(text, at, "/*"))
            {
                isEmpty = false;
                var isFirst = at == start || (at == start + 2 && text[start] == '-');
                at = Behind(text, at + 2, "*/");
                if (!isFirst || at < 0 || !(Starts(text, at, "}}") || Starts(text, at, " -}}")))
                    return ("has a comment that does not fill its braces", "write it as {{/* … */}}, or remove it");
            }
            else if (letter is '"' or '\'' or '`')
            {
                isEmpty = false;
                at = Closing(text, at);
                if (at < 0) return ("has a quote that is not closed", $"close it with {letter}");
            }
            else if (IsWord(letter) || letter is '.' or '$')
            {
                isEmpty = false;
                var first = at++;
                while (at < text.Length && IsWord(text[at])) at++;
                // Fields, variables and numbers are no functions.
                var word = text[first..at];
                if ((char.IsLetter(letter) || letter == '_') && !Functions.Contains(word) && !Own.Contains(word))
                    return (
                        $"names \"{Shortened.Of(word)}\", which is no function of it",
                        Suggestion.For(word, Functions) is { } close
                            ? $"did you mean \"{close}\"?"
                            : "use GetPrivateIP, GetPublicIP, GetInterfaceIP or another function of go-sockaddr; what a function is given stands in quotes");
            }
            else
            {
                // A hyphen beside the braces only trims blanks.
                if (!char.IsWhiteSpace(letter) && letter != '-') isEmpty = false;
                at++;
            }
        }

        return ("has a \"{{\" that is not closed", "close it with }}");
    }

    /// <summary>Behind the quote that closes the one at the place; negative when none does. Only raw ones go over several lines.</summary>
    private static int Closing(string text, int at)
    {
        var quote = text[at];
        if (quote == '`') return Behind(text, at + 1, "`");
        for (var i = at + 1; i < text.Length && text[i] != '\n'; i++)
        {
            if (text[i] == quote) return i + 1;
            if (text[i] == '\\') i++;
        }

        return -1;
    }

    private static int Behind(string text, int at, string mark) =>
        text.IndexOf(mark, at, StringComparison.Ordinal) is >= 0 and var found ? found + mark.Length : -1;

    private static bool Starts(string text, int at, string mark) => string.CompareOrdinal(text, at, mark, 0, mark.Length) == 0;

    private static bool IsWord(char letter) => char.IsLetterOrDigit(letter) || letter == '_';

    private static ImmutableSortedSet<string> Words(string words) => words.Split(' ').ToImmutableSortedSet(StringComparer.Ordinal);
}

using ConsulGen.Core.Values;

namespace ConsulGen.Core.Consul.Agents;

/// <summary>What the check of a definition runs.</summary>
internal static class AgentCommands
{
    private static readonly char[] Blanks = [' ', '\t', '\n'];

    private static readonly char[] Separators = ['\n', ';', '|', '&', '(', ')'];

    /// <summary>
    /// The command of its <c>args</c>, and those of a line for a shell, as in <c>[sh, -c, "sudo smartctl -H /dev/sda | grep PASSED"]</c>.
    /// </summary>
    public static IEnumerable<string> Of(MapValue check)
    {
        if (check["args"] is not ListValue { Items: [ScalarValue command, .. var others] }) yield break;
        yield return command.Text;
        foreach (var line in others.OfType<ScalarValue>().Where(o => o.Text.Contains(' ', StringComparison.Ordinal)))
            foreach (var part in line.Text.Split(Separators))
                if (part.Split(Blanks, StringSplitOptions.RemoveEmptyEntries) is [var first, ..]) yield return first;
    }

    /// <summary>All words of its <c>args</c>: the script may come after its interpreter.</summary>
    public static IEnumerable<string> WordsOf(MapValue check) =>
        check["args"] is ListValue args
            ? args.Items.OfType<ScalarValue>().SelectMany(a => a.Text.Split(Blanks, StringSplitOptions.RemoveEmptyEntries))
            : [];
}

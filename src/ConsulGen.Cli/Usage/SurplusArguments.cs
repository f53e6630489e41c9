namespace ConsulGen.Cli.Usage;

/// <summary>
/// Arguments that a verb has no use for. CommandLineParser drops them without a word, and a job that checks two files would be green
/// though the second was never looked at.
/// </summary>
internal static class SurplusArguments
{
    /// <summary>The first of them; null where there is none. The command line is one that could be parsed.</summary>
    public static string? First(IReadOnlyList<string> args, VerbUsage verb)
    {
        var number = 0;
        var optionsEnd = false;
        for (var i = 1; i < args.Count; i++)
        {
            if (!optionsEnd && args[i] == "--")
            {
                optionsEnd = true;
            }
            else if (!optionsEnd && args[i] is ['-', _, ..])
            {
                if (TakesNext(args[i], verb)) i++;
            }
            else if (verb.Value(number++) is null)
            {
                return args[i];
            }
        }

        return null;
    }

    private static bool TakesNext(string option, VerbUsage verb)
    {
        if (option.StartsWith("--", StringComparison.Ordinal)) return verb.Options.Any(o => o.Argument is not null && option[2..] == o.Long);
        // Of letters that are one word, the first that takes a value has the rest for it.
        for (var i = 1; i < option.Length; i++)
            if (verb.Options.Any(o => o.Argument is not null && o.Short == option[i])) return i == option.Length - 1;
        return false;
    }
}

using System.Text.RegularExpressions;
using ConsulGen.Core.Consul.Releases;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Consumers.Mutations;

/// <summary>Why Consul's validate and lint judge a mutation differently: a line of <c>explanations.tsv</c>.</summary>
/// <param name="Before">The first release for which it does not hold any more.</param>
/// <param name="Who">Who refuses what the other accepts, consul or lint; or warning, where consul warns of what lint is silent about.</param>
internal sealed record Explanation(ConsulVersion? From, ConsulVersion? Before, string Who, Regex Mutation, string Class, string Why)
{
    public static readonly IReadOnlySet<string> Classes = new HashSet<string>(StringComparer.Ordinal)
    {
        // validate passes, the agent refuses to start.
        "start",
        // validate passes, the agent crashes.
        "crash",
        // Consul ignores or changes silently what was meant.
        "silent",
        // Contradicts what the inventory says elsewhere, or could not work with the other agents.
        "topology",
        // ConsulGen takes secrets, names and paths in a narrower form than Consul.
        "narrower",
        // Only the host or a part of Consul that ConsulGen does not know can tell.
        "host",
    };

    public static IReadOnlyList<Explanation> All { get; } =
        [.. File.ReadLines(Repository.PathOf("tests/ConsulGen.Tests/Consumers/Mutations/explanations.tsv")).Where(l => l.Length > 0 && l[0] != '#')
            .Select(Read)];

    public bool Covers(ConsulVersion version, string who, Mutation mutation) =>
        Who == who
        && (From is not { } from || version >= from)
        && (Before is not { } before || version < before)
        && Mutation.IsMatch(mutation.ToString());

    private static Explanation Read(string line)
    {
        if (line.Split('\t') is not [var from, var before, var who, var mutation, var kind, var why] || why.Length < 10)
            throw new InvalidDataException($"not six columns: {line}");
        Assert.Contains(who, (string[])["consul", "lint", "warning"]);
        return new Explanation(
            ConsulVersion.Parse(from),
            ConsulVersion.Parse(before),
            who,
            new Regex($"^(?:{mutation})$", RegexOptions.CultureInvariant),
            kind,
            why);
    }
}

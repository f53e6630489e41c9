namespace ConsulGen.Core.Consul.Releases;

/// <summary>
/// The documented way from one release to another. Source: Consul's documentation "Upgrade instructions", the general upgrade path and
/// the table of dedicated instructions, as of 2.0. Releases count by minor: 1.8 and 1.10 are two apart, and 2.0 comes after 1.22.
/// </summary>
public static class UpgradePath
{
    private const int LastMinorOfOne = 22;

    /// <summary>How far one hop may go.</summary>
    private const int Most = 2;

    /// <summary>Enterprise's releases with long-term support are three apart, and take that step.</summary>
    private const int MostOfEnterprise = 3;

    /// <summary>Stands for the newest patch release of a minor one, whichever that is.</summary>
    private const int NewestPatch = int.MaxValue;

    /// <summary>Ways with instructions of their own. The first starts at 0.8.5, and the third may be skipped by the fourth.</summary>
    private static readonly ImmutableArray<(ConsulVersion From, ConsulVersion To, ConsulVersion Stop)> Dedicated =
    [
        (ConsulVersion.Oldest, new(1, 2, 3), new(1, 2, 4)),
        (new(1, 2, 4), new(1, 6, 9), new(1, 6, 10)),
        (new(1, 6, 9), new(1, 8, 18), new(1, 8, 19)),
        (new(1, 8, 0), new(1, 9, 17), new(1, 10, 12)),
    ];

    /// <summary>The first release of each line, up to the newest one that the facts cover.</summary>
    public static IEnumerable<ConsulVersion> Lines =>
        Enumerable.Range(Index(ConsulVersion.Oldest), Ahead(ConsulVersion.Newest, ConsulVersion.Oldest) + 1).Select(Line);

    /// <summary>How many minor releases the first is newer; negative when it is older.</summary>
    public static int Ahead(ConsulVersion first, ConsulVersion second) => Index(first) - Index(second);

    /// <summary>Whether a hop from one to the other is longer than any that is documented.</summary>
    public static bool AreTooFarApart(ConsulVersion older, ConsulVersion newer) =>
        Ahead(newer, older) > (older.IsEnterprise && newer.IsEnterprise ? MostOfEnterprise : Most)
        && !Dedicated.Any(d => older >= d.From && older <= d.To && newer.Major == d.Stop.Major && newer.Minor == d.Stop.Minor);

    /// <summary>The hops from one release to a newer one; a single one where that is documented.</summary>
    public static ImmutableArray<UpgradeHop> Between(ConsulVersion from, ConsulVersion to)
    {
        var hops = ImmutableArray.CreateBuilder<UpgradeHop>();
        while (AreTooFarApart(from, to))
        {
            var stop = StopAfter(from, to);
            var name = stop.Patch == NewestPatch ? string.Create(CultureInfo.InvariantCulture, $"the newest {stop.Major}.{stop.Minor}") : stop.ToString();
            hops.Add(new UpgradeHop(from, stop, name));
            from = stop;
        }

        hops.Add(new UpgradeHop(from, to, to.ToString()));
        return hops.ToImmutable();
    }

    private static ConsulVersion StopAfter(ConsulVersion from, ConsulVersion to)
    {
        foreach (var (first, last, stop) in Dedicated)
            if (from >= first && from <= last && stop < to) return stop with { IsEnterprise = from.IsEnterprise };
        return Line(Index(from) + Most) with { Patch = NewestPatch, IsEnterprise = from.IsEnterprise };
    }

    private static ConsulVersion Line(int index) =>
        index <= LastMinorOfOne ? new ConsulVersion(1, index, 0) : new ConsulVersion(2, index - LastMinorOfOne - 1, 0);

    private static int Index(ConsulVersion version) =>
        version.Major == 1 ? version.Minor : ((version.Major - 1) * (LastMinorOfOne + 1)) + version.Minor;
}

/// <summary>One hop of an upgrade.</summary>
/// <param name="To">With the highest patch number there is where the documentation names none.</param>
/// <param name="Name">What to call the end: <c>1.8.19</c>, <c>the newest 1.12</c>.</param>
public sealed record UpgradeHop(ConsulVersion From, ConsulVersion To, string Name)
{
    /// <summary>Whether something that holds from a release on begins to hold within the hop.</summary>
    public bool Crosses(FirstReleases releases) => !releases.Include(From) && releases.Include(To);

    /// <inheritdoc cref="Crosses(FirstReleases)"/>
    public bool Crosses(ConsulVersion release) => From < release && release <= To;
}

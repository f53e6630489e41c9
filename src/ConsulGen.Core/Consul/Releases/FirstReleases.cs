namespace ConsulGen.Core.Consul.Releases;

/// <summary>
/// The releases with which something began: one from which on all later ones have it, and in older lines the patch that carried it back to
/// them, as <c>1.11.11, 1.12.6, 1.13.3</c>. A patch with <c>+ent</c> carried it back in Enterprise only.
/// </summary>
public sealed class FirstReleases
{
    private readonly ImmutableArray<ConsulVersion> _older;

    private FirstReleases(ImmutableArray<ConsulVersion> older, ConsulVersion general) => (_older, General) = (older, general);

    /// <summary>The first release after which no line is without it.</summary>
    public ConsulVersion General { get; }

    /// <summary>The first release of all that had it.</summary>
    public ConsulVersion Earliest => _older.IsEmpty ? General : _older[0];

    /// <summary>Reads a list of releases, at most one of a line, oldest first.</summary>
    /// <exception cref="FormatException">It is no such list.</exception>
    public static FirstReleases Parse(string list)
    {
        if (ConsulVersion.Parse(list) is { } only) return new FirstReleases([], only);
        var releases = list.Split(", ").Select(w => ConsulVersion.Parse(w) ?? throw NoList(list)).ToList();
        for (var i = 1; i < releases.Count; i++)
            if (releases[i] <= releases[i - 1] || releases[i].IsSameLine(releases[i - 1])) throw NoList(list);
        return new FirstReleases([.. releases[..^1]], releases[^1]);
    }

    /// <summary>Whether a release is one of these or follows one in its line.</summary>
    public bool Include(ConsulVersion version)
    {
        if (version >= General) return version.IsEnterprise || !General.IsEnterprise;
        foreach (var release in _older)
            if (release.IsSameLine(version) && version >= release && (version.IsEnterprise || !release.IsEnterprise)) return true;
        return false;
    }

    /// <summary>The first of these to which an agent of a release can go: in its own line, or in the next one that has it.</summary>
    public ConsulVersion After(ConsulVersion version)
    {
        foreach (var release in _older)
            if (release >= version && (version.IsEnterprise || !release.IsEnterprise)) return release;
        return General;
    }

    /// <summary>With the edition where only that has it.</summary>
    public override string ToString() => _older.IsEmpty ? General.ToString() : $"{string.Join(", ", _older)} and {General}";

    private static FormatException NoList(string list) => new($"\"{list}\" is no list of releases, one of a line, oldest first");
}

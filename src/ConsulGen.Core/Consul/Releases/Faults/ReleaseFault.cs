using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Consul.Releases.Faults;

/// <summary>
/// A fault of some releases that was mended in later ones, where an inventory can show that it meets it. The rows of the table are in a
/// file for each subject.
/// </summary>
public sealed class ReleaseFault
{
    private static readonly Lazy<ImmutableArray<ReleaseFault>> Table =
        new(() => [.. Everywhere.Rows, .. OfAcl.Rows, .. OfTls.Rows, .. OfCalls.Rows, .. OfNames.Rows, .. OfServices.Rows, .. OfMesh.Rows]);

    /// <param name="since">The first releases that have it; the oldest known release where it was there before.</param>
    /// <param name="mended">The first releases that have it no more.</param>
    /// <param name="where">What in an inventory meets it, in Markdown.</param>
    /// <param name="text">What happens; a clause.</param>
    public ReleaseFault(string since, string mended, string where, Func<Agent, Datacenter, bool> meets, string text, string source)
    {
        (Since, Fixed) = (FirstReleases.Parse(since), FirstReleases.Parse(mended));
        (Where, Meets, Text, Source) = (where, meets, text, source);
    }

    /// <summary>By subject, and in each the oldest first.</summary>
    public static ImmutableArray<ReleaseFault> All => Table.Value;

    public FirstReleases Since { get; }

    public FirstReleases Fixed { get; }

    public string Where { get; }

    public Func<Agent, Datacenter, bool> Meets { get; }

    public string Text { get; }

    public string Source { get; }

    /// <summary>What helps where another release is out of reach; an imperative, null where nothing does.</summary>
    public string? Remedy { get; init; }

    public bool IsIn(ConsulVersion version) => Since.Include(version) && !Fixed.Include(version);

    /// <summary>Those that a release has, whether they meet anyone or not.</summary>
    public static ImmutableArray<ReleaseFault> In(ConsulVersion version)
    {
        ImmutableArray<ReleaseFault> faults = [];
        foreach (var fault in All)
            if (fault.IsIn(version)) faults = faults.Add(fault);
        return faults;
    }

    /// <summary>What to do about a fault that an agent meets: the next release that mends it and brings none that the agent does not have yet.</summary>
    public string Way(Agent agent, Datacenter datacenter)
    {
        var to = Fixed.After(agent.Version) with { IsEnterprise = agent.Version.IsEnterprise };
        while (Next() is { } next) to = next with { IsEnterprise = agent.Version.IsEnterprise };
        return $"use {to} or a later patch{(Remedy is null ? "" : ", or " + Remedy)}";

        ConsulVersion? Next()
        {
            var then = agent with { Install = agent.Install with { Version = to } };
            foreach (var fault in In(to))
                if (!fault.IsIn(agent.Version) && fault.Meets(then, datacenter)) return fault.Fixed.After(to);
            return null;
        }
    }
}

using ConsulGen.Core.Consul.Keys;
using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting;

/// <summary>Keys that have another name in the target version, and mean the same in the same place.</summary>
internal static class KeyRenames
{
    // Not acl_datacenter, which turns ACLs on besides, nor start_join, without which retry_join is derived.
    private static readonly ImmutableArray<(string Old, string New)> Pairs =
    [
        ("acl.tokens.agent_master", "acl.tokens.agent_recovery"),
        ("acl.tokens.master", "acl.tokens.initial_management"),
        ("non_voting_server", "read_replica"),
    ];

    /// <summary>By the place of the key. Hosts share what their group says: a key gets the name that each of them wants, or keeps its own.</summary>
    public static IReadOnlyDictionary<SourceSpan, Fix> Of(Topology topology)
    {
        var renames = new Dictionary<SourceSpan, Fix>();
        var refused = new HashSet<SourceSpan>();
        AgentKeyWalk.Over(topology.Agents, visit =>
        {
            if (NameFor(visit.Path, visit.Version) is not { } name) return true;
            if (name != visit.Entry.Key && visit.Rename(name) is { } fix) renames[visit.Entry.KeySpan] = fix;
            else refused.Add(visit.Entry.KeySpan);
            return true;
        });
        foreach (var place in refused) renames.Remove(place);
        return renames;
    }

    /// <summary>The last part of what a version calls the key; null where no name of it is listed.</summary>
    private static string? NameFor(string path, ConsulVersion version)
    {
        foreach (var (old, renamed) in Pairs)
            if (path == old || path == renamed)
                return AgentKeys.Instance.Find(AgentKeys.Instance.Find(renamed)?.IsKnownTo(version) == true ? renamed : old)?.Name;
        return null;
    }
}

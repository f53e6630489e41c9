using ConsulGen.Core.Consul.Keys;
using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting;

/// <summary>Keys that have another name in the target version, and mean the same in the same place.</summary>
internal static class KeyRenames
{
    /// <summary>Keys that have another name in the same place; not where the new key needs companions or does something else besides.</summary>
    private static readonly ImmutableArray<AgentKey> Renamed = AgentKeys.Instance.All
        .RemoveAll(k => k.Replacements is not [{ Companions: [], Difference: null } only] || Parent(only.Key) != Parent(k.Path));

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
        foreach (var old in Renamed)
            if (AgentKeys.Instance.Find(old.Replacements[0].Key) is { } renamed && (path == old.Path || path == renamed.Path))
                return (renamed.IsKnownTo(version) ? renamed : old).Name;
        return null;
    }

    private static string Parent(string path) => path[..(path.LastIndexOf('.') + 1)];
}

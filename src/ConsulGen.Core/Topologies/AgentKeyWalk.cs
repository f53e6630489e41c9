using ConsulGen.Core.Consul.Keys;
using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Topologies;

/// <summary>
/// Walks over what the inventory says of agents and services, key by key, with Consul's table beside it. Hosts of a group share
/// their values, so each is walked once for each version that runs it.
/// </summary>
internal static class AgentKeyWalk
{
    /// <param name="Path">As the table spells it, <c>ports.http</c>; for an unknown key, the path where it stands.</param>
    /// <param name="Key">Null when the table does not have it.</param>
    /// <param name="Map">In which the key stands, as inheritance makes it.</param>
    /// <param name="Prefix">Below which the table lists the keys that may stand here.</param>
    public readonly record struct Visit(string Path, AgentKey? Key, Entry Entry, MapValue Map, string Prefix, ConsulVersion Version)
    {
        /// <summary>What to call the key in a message: without the prefix that only the table needs.</summary>
        public string Name => Path.Replace("[]", "", StringComparison.Ordinal).Replace(".*", "", StringComparison.Ordinal);

        /// <summary>Another name for the key; null where that one, in whatever case, stands beside it.</summary>
        public Fix? Rename(string name)
        {
            var key = Entry;
            return Map.Entries.Any(e => e.KeySpan != key.KeySpan && string.Equals(e.Key, name, StringComparison.OrdinalIgnoreCase))
                ? null
                : Fix.Word(key.KeySpan, key.Key, name);
        }
    }

    /// <summary>By reference: a visit is a dozen words, and each goes to several rules.</summary>
    public delegate void EffectiveVisit(Agent agent, in Visit visit);

    /// <param name="visit">Returns whether to go on below the key.</param>
    public static void Over(IEnumerable<Agent> agents, Func<Visit, bool> visit)
    {
        var walked = new HashSet<(MapValue, ConsulVersion)>(new ByReference());
        Agent? last = null;
        foreach (var agent in agents)
        {
            // Mostly of the same group.
            if (last is not null && ReferenceEquals(agent.DeclaredConfig, last.DeclaredConfig)
                && ReferenceEquals(agent.DeclaredServices, last.DeclaredServices) && ReferenceEquals(agent.PortSet, last.PortSet)
                && agent.Version == last.Version) continue;
            last = agent;
            var version = agent.Version.Covered;
            if (walked.Add((agent.DeclaredConfig, version))) Walk(agent.DeclaredConfig, "", version, visit);
            if (!agent.PortSet.IsEmpty && walked.Add((agent.PortSet, version))) Walk(agent.PortSet, "ports.", version, visit);
            if (!walked.Add((agent.DeclaredServices, version))) continue;
            foreach (var service in agent.DeclaredServices.Entries)
                if (service.Value is MapValue definition) Walk(definition, "service.", version, visit);
        }
    }

    /// <summary>
    /// The same over what agents read: placeholders expanded, derived keys included, keys left out that the release does not know. Of
    /// agents that the inventory says the same of, the later ones are visited only where their values are others, so a visit may
    /// look at nothing of the agent but its role and its release.
    /// </summary>
    public static void OverEffective(Topology topology, EffectiveVisit visit)
    {
        Agent? first = null, current = null;
        Func<Visit, bool> visitKnown = VisitKnown;
        foreach (var agent in topology.DistinctAgents)
        {
            current = agent;
            if (first is not null
                && !(ReferenceEquals(agent.DeclaredConfig, first.DeclaredConfig)
                    && ReferenceEquals(agent.DeclaredServices, first.DeclaredServices) && agent.IsServer == first.IsServer
                    && agent.Version == first.Version)) first = null;
            var version = agent.Version.Covered;
            Walk(agent.Config, "", version, visitKnown, first?.Config);
            for (var i = 0; i < agent.Services.Length; i++)
                Walk(agent.Services[i].Definition, "service.", version, visitKnown, i < first?.Services.Length ? first.Services[i].Definition : null);
            first ??= agent;
        }

        bool VisitKnown(Visit found)
        {
            if (found.Key?.IsKnownTo(found.Version) is not true || current is null) return false;
            visit(current, found);
            return true;
        }
    }

    /// <param name="walked">A map whose values need no other visit, where they are the very same; null when there is none.</param>
    private static void Walk(MapValue map, string prefix, ConsulVersion version, Func<Visit, bool> visit, MapValue? walked = null)
    {
        for (var i = 0; i < map.Entries.Length; i++)
        {
            ref readonly var entry = ref map.Entries.ItemRef(i);
            var same = i < walked?.Entries.Length && walked.Entries[i].Key == entry.Key ? walked.Entries[i].Value : null;
            if (ReferenceEquals(entry.Value, same)) continue;
            // A null only removes what a level above says.
            if (entry.Value is ScalarValue { Kind: ScalarKind.Null }) continue;
            var key = AgentKeys.Instance.Find(prefix, entry.Key);
            if (visit(new Visit(key?.Path ?? prefix + entry.Key, key, entry, map, prefix, version)) && key is not null)
                Below(key, entry.Value, version, visit, same);
        }
    }

    private static void Below(AgentKey key, Value value, ConsulVersion version, Func<Visit, bool> visit, Value? walked)
    {
        if (AgentKeys.PrefixOf(key) is not { } prefix || AgentKeys.Instance.Below(prefix).IsEmpty) return;
        switch (value)
        {
            case MapValue entries when key.Type == "map<string,object>":
                foreach (var entry in entries.Entries)
                    if (entry.Value is MapValue inner) Walk(inner, prefix, version, visit);
                break;
            case MapValue map:
                Walk(map, prefix, version, visit, walked as MapValue);
                break;
            case ListValue list:
                var others = (walked as ListValue)?.Items ?? [];
                for (var i = 0; i < list.Items.Length; i++)
                    if (list.Items[i] is MapValue inner) Walk(inner, prefix, version, visit, i < others.Length ? others[i] as MapValue : null);
                break;
        }
    }

    private sealed class ByReference : IEqualityComparer<(MapValue Map, ConsulVersion Version)>
    {
        public bool Equals((MapValue Map, ConsulVersion Version) x, (MapValue Map, ConsulVersion Version) y) =>
            ReferenceEquals(x.Map, y.Map) && x.Version == y.Version;

        public int GetHashCode((MapValue Map, ConsulVersion Version) item) =>
            HashCode.Combine(System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(item.Map), item.Version);
    }
}

using ConsulGen.Core.Consul.Keys;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Keys;

internal sealed class UnknownAgentKey()
    : LintRule("unknown-agent-key", Severity.Error, "No release of Consul has this key")
{
    public override void Check(Topology topology, Report report) => AgentKeyWalk.Over(topology.Agents, visit =>
    {
        if (visit.Key is not null) return true;
        // In these only the community edition does not know them (all versions).
        if (visit is { Version.IsEnterprise: true, Prefix: "service." or "check.", Entry.Key: "namespace" or "partition" }) return false;
        if (AgentKeys.Instance.MeantBy(visit.Prefix, visit.Entry.Key) is not null) return false;
        var siblings = AgentKeys.Instance.Below(visit.Prefix);
        var close = Suggestion.For(visit.Entry.Key, siblings.Select(k => k.Name));
        if (close is not null && string.Equals(close, visit.Entry.Key, StringComparison.OrdinalIgnoreCase))
            report(
                visit.Entry.KeySpan,
                $"\"{visit.Name}\" is not how Consul spells this key: it takes another case only where the right key does not stand beside it",
                $"write \"{close}\"",
                visit.Rename(close));
        else
            report(
                visit.Entry.KeySpan,
                $"\"{visit.Name}\" is not a key of Consul's configuration: the agent refuses to start on an unknown key",
                FormerKeys.RemedyOf(visit.Name) ?? (close is not null ? $"did you mean \"{close}\"?" : Elsewhere(visit)));
        return false;
    });

    /// <summary>A key that stands at the wrong depth is known by its name.</summary>
    private static string Elsewhere(AgentKeyWalk.Visit visit)
    {
        var paths = AgentKeys.Instance.All
            .Where(k => k.Name == visit.Entry.Key && !k.IsInternal && k.Deprecated is null && k.IsKnownTo(visit.Version)
                && !k.Path.Contains('[', StringComparison.Ordinal) && !k.Path.Contains('*', StringComparison.Ordinal))
            .Select(k => k.Path)
            .ToList();
        return paths.Count switch
        {
            0 or > 4 => "remove it",
            1 => $"move it: the key is {paths[0]}",
            _ => "move it: there are " + string.Join(", ", paths),
        };
    }
}

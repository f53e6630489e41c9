using ConsulGen.Core.Consul;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules;

internal sealed class AgentKeyVersion()
    : LintRule("agent-key-version", Severity.Error, "The target version does not know this key")
{
    public override void Check(Topology topology, Report report) => AgentKeyWalk.Over(topology, visit =>
    {
        if (visit.Key is not { } key || key.IsKnownTo(visit.Version)) return visit.Key is not null;
        // Such a key only makes the agent warn; deprecated-agent-key reports it.
        if (key.ToleratedFrom is { } tolerated && visit.Version >= tolerated) return false;
        if (!key.HasArrived(visit.Version))
            report(visit.Entry.KeySpan, $"\"{visit.Name}\" came with Consul {key.Since}, but the target is {visit.Version}, which refuses to start on an unknown key", OlderSpelling(key, visit.Version));
        else
            report(
                visit.Entry.KeySpan,
                $"\"{visit.Name}\" was removed in Consul {key.Removed}, and the target {visit.Version} refuses to start on an unknown key",
                key.ReplacementFor(visit.Version) is { } replacement ? $"use {replacement}" : "remove it");
        return false;
    });

    private static string OlderSpelling(AgentKey key, ConsulVersion version)
    {
        var older = AgentKeys.Instance.All
            .Where(k => k.IsKnownTo(version) && k.Replacements.Any(r => r.Key == key.Path || r.Key.StartsWith(key.Path + ".", StringComparison.Ordinal)))
            .Select(k => k.Path)
            .ToList();
        return older.Count > 0 ? $"Consul {version} spells it {string.Join(", ", older)}" : $"remove it, or set it only for hosts that run {key.Since} or later";
    }
}

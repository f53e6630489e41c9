using ConsulGen.Core.Consul.Keys;
using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Keys;

internal sealed class AgentKeyVersion()
    : LintRule("agent-key-version", Severity.Error, "The target version does not know this key")
{
    public override void Check(Topology topology, Report report)
    {
        var renames = KeyRenames.Of(topology);
        AgentKeyWalk.Over(topology.Agents, visit => Check(visit, renames, report));
    }

    private static bool Check(AgentKeyWalk.Visit visit, IReadOnlyDictionary<SourceSpan, Fix> renames, Report report)
    {
        // Which keys an older release has is not known: unsupported-version.
        if (visit.Key is not { } key || visit.Version < ConsulVersion.Oldest || key.IsKnownTo(visit.Version)) return visit.Key is not null;
        // Such a key only makes the agent warn; deprecated-agent-key reports it.
        if (key.ToleratedFrom is { } tolerated && visit.Version >= tolerated) return false;
        if (!key.HasArrived(visit.Version))
            report(
                visit.Entry.KeySpan,
                $"\"{visit.Name}\" came with Consul {key.Since}, but the target is {visit.Version}, which refuses to start on an unknown key",
                OlderSpelling(key, visit.Entry.Value, visit.Version),
                renames.GetValueOrDefault(visit.Entry.KeySpan));
        else
            report(
                visit.Entry.KeySpan,
                $"\"{visit.Name}\" was removed in Consul {key.Removed}, and the target {visit.Version} refuses to start on an unknown key",
                key.ReplacementFor(visit.Version) is { } replacement ? $"use {replacement.Words}" : "remove it");
        return false;
    }

    /// <summary>What the target calls the key, or for a block the keys in it; the newest of several spellings that it knows.</summary>
    private static string OlderSpelling(AgentKey key, Value value, ConsulVersion version)
    {
        var older = Leaves(key.Path, value).SelectMany(path => Older(path, version)).Distinct().ToList();
        return older.Count > 0
            ? $"Consul {version} spells it {string.Join(", ", older)}"
            : $"remove it, or set it only for hosts that run {key.Since.After(version)} or later";
    }

    private static IEnumerable<string> Older(string path, ConsulVersion version)
    {
        var known = AgentKeys.Instance.All.Where(k => k.IsKnownTo(version) && k.Replacements.Any(r => r.Key == path)).ToList();
        var current = known.Where(k => k.Deprecated is not { } deprecated || version < deprecated).ToList();
        return (current.Count > 0 ? current : known).Select(k => k.Path);
    }

    private static IEnumerable<string> Leaves(string path, Value value) =>
        value is MapValue { IsEmpty: false } map ? map.Entries.SelectMany(e => Leaves($"{path}.{e.Key}", e.Value)) : [path];
}

using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Keys;

internal sealed class DeprecatedAgentKey()
    : LintRule("deprecated-agent-key", Severity.Warning, "The target version still takes this key, but warns about it")
{
    public override void Check(Topology topology, Report report)
    {
        var renames = KeyRenames.Of(topology);
        AgentKeyWalk.Over(topology.Agents, visit => Check(visit, renames, report));
    }

    private static bool Check(AgentKeyWalk.Visit visit, IReadOnlyDictionary<SourceSpan, Fix> renames, Report report)
    {
        if (visit.Key is not { } key) return false;
        if ((key.WarnsSince ?? key.ToleratedFrom) is not { } since || visit.Version < since) return true;
        report(
            visit.Entry.KeySpan,
            $"Consul {visit.Version} warns about \"{visit.Name}\", which is deprecated since {key.Deprecated ?? since}",
            key.ReplacementFor(visit.Version) is { } replacement ? $"use {replacement.Words}" : "remove it; it has no effect",
            renames.GetValueOrDefault(visit.Entry.KeySpan));
        return true;
    }
}

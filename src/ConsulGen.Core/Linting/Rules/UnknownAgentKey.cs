using ConsulGen.Core.Consul;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules;

internal sealed class UnknownAgentKey()
    : LintRule("unknown-agent-key", Severity.Error, "No release of Consul has this key")
{
    public override void Check(Topology topology, Report report) => AgentKeyWalk.Over(topology, visit =>
    {
        if (visit.Key is not null) return true;
        var siblings = AgentKeys.Instance.Below(visit.Prefix);
        var close = Suggestion.For(visit.Entry.Key, siblings.Select(k => k.Name));
        var elsewhere = close is null ? AgentKeys.Instance.All.FirstOrDefault(k => k.Name == visit.Entry.Key && !k.IsInternal) : null;
        report(
            visit.Entry.KeySpan,
            $"\"{visit.Name}\" is not a key of Consul's configuration: the agent refuses to start on an unknown key",
            close is not null ? $"did you mean \"{close}\"?"
            : elsewhere is not null ? $"the key \"{elsewhere.Path}\" exists; move it there"
            : "remove it");
        return false;
    });
}

using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Keys;

internal sealed class EnterpriseKeyRefused()
    : LintRule("enterprise-key-refused", Severity.Error, "The community edition refuses to start with this key")
{
    public override void Check(Topology topology, Report report) => AgentKeyWalk.Over(topology.Agents, visit =>
    {
        if (visit.Key is not { } key || visit.Version.IsEnterprise || !key.IsKnownTo(visit.Version)) return false;
        if (!key.IsRefusedByCommunity) return true;
        // Of an empty one it only says that it has no effect.
        if (visit.Entry.Value is not (ScalarValue { Text: "" } or ListValue { Items.IsEmpty: true }))
            report(
                visit.Entry.KeySpan,
                $"\"{visit.Name}\" is for Consul Enterprise, and the community edition of {visit.Version} refuses to start with it",
                $"remove it, or name the edition: version: \"{visit.Version}+ent\"");
        return false;
    });
}

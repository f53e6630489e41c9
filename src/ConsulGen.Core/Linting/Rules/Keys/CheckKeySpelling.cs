using ConsulGen.Core.Consul.Keys;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Keys;

/// <summary>Consul reads the keys of checks in any case, and by names of its own (agent/structs/check_definition.go).</summary>
internal sealed class CheckKeySpelling()
    : LintRule("check-key-spelling", Severity.Warning, "A key of a check is spelled so that Consul takes it, and the other rules do not")
{
    public override void Check(Topology topology, Report report) => AgentKeyWalk.Over(topology.Agents, visit =>
    {
        if (visit.Key is not null || AgentKeys.Instance.MeantBy(visit.Prefix, visit.Entry.Key) is not { Name: var name }) return true;
        report(
            visit.Entry.KeySpan,
            $"\"{visit.Entry.Key}\" is {name} in another spelling: Consul takes it, where the usual one does not stand beside it, "
                + $"and no other rule looks at it",
            $"write \"{name}\"",
            visit.Rename(name));
        return false;
    });
}

using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Bootstrap;

internal sealed class OldRaftProtocol()
    : LintRule("old-raft-protocol", Severity.Warning, "Servers speak a Raft protocol that the next releases refuse")
{
    public override void Check(Topology topology, Report report)
    {
        // From 1.9.0 on it is an error: setting-out-of-range.
        foreach (var agent in topology.Agents.Where(a => a.IsServer && !a.Version.Has(Feature.RaftProtocolThreeOnly)))
            if (agent.RaftProtocol < RaftProtocol.WithIds)
                report(
                    agent.PlaceOf(agent.Config["raft_protocol"]),
                    $"raft_protocol is {agent.Config["raft_protocol"]}, which Consul {agent.Version} takes, "
                    + $"but {Feature.RaftProtocolThreeOnly.Since} and later refuse: servers have to change before that upgrade",
                    "remove it: 3 is the default; servers change one at a time");
    }
}

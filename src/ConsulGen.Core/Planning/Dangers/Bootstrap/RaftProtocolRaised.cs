using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Consul.Datacenters;
using ConsulGen.Core.Planning.Changes;

namespace ConsulGen.Core.Planning.Dangers.Bootstrap;

/// <summary>github.com/hashicorp/consul issue 3580; Consul's documentation "Upgrading specific versions", 1.0.0, "Raft protocol defaults to 3".</summary>
internal sealed class RaftProtocolRaised()
    : DangerRule("raft-protocol-raised", DangerSeverity.Block, "Servers go from a Raft protocol that knows peers by address to one that knows them by id")
{
    public override void Check(TopologyChange change, Report report)
    {
        foreach (var datacenter in change.Datacenters)
        {
            var raised = datacenter.KeptServers
                .Where(s => s is { Old: { } old, New: { } next } && old.RaftProtocol < RaftProtocol.WithIds
                    && next.RaftProtocol >= RaftProtocol.WithIds)
                .ToList();
            if (raised is not [var first, ..]) continue;
            if (Voters.QuorumOf(datacenter.Old).Voters == 1)
                report(
                    DangerSeverity.Block,
                    first.PlaceOf("raft_protocol"),
                    $"the only server of datacenter \"{datacenter.Name}\" restarts with raft_protocol 3: Raft's list has its address and no id, "
                        + "so that it does not find itself there, and no leader is elected",
                    "add a second server with raft_protocol 3 first and restart this one when that is a voter; or stop it, "
                        + "write raft/peers.json with its id (the file node-id) and address, and start it",
                    raised.Select(s => s.Name));
            else
                report(
                    DangerSeverity.Procedure,
                    first.PlaceOf("raft_protocol"),
                    $"{AgentCount.Of(raised, "servers")} of datacenter \"{datacenter.Name}\" {(raised.Count == 1 ? "goes" : "go")} to raft_protocol 3: "
                        + "each comes back as another voter, by its id, and autopilot answers nothing until the last one has it",
                    "restart one server after the other, the leader last, each a voter again before the next; look at raft list-peers, "
                        + "which shows protocol 3 for those that have it",
                    raised.Select(s => s.Name));
        }
    }
}

using ConsulGen.Core.Planning.Changes;

namespace ConsulGen.Core.Planning.Dangers.Names;

/// <summary>
/// Consul's documentation "Agent configuration, node_id": unique across all time; github.com/hashicorp/consul issues 4741 and 7445.
/// An agent without one made its own at its first start, and keeps it in <c>node-id</c> of its data folder.
/// </summary>
internal sealed class NodeIdChanged()
    : DangerRule("node-id-changed", DangerSeverity.Block, "A running agent gets another node id")
{
    public override bool StepsAreTheRemedy => true;

    public override void Check(TopologyChange change, Report report)
    {
        foreach (var datacenter in change.Datacenters)
        {
            foreach (var isServer in new[] { true, false })
            {
                var agents = datacenter.Agents
                    .Where(a => a.Key("node_id") is { Class: > ChangeClass.NoEffect } && (datacenter.OldServer(a) is not null) == isServer)
                    .ToList();
                var changed = agents.Where(a => a.Old?.NodeId is not null).ToList();
                if (changed is [var first, ..])
                    report(
                        isServer && datacenter.StopsWithout(changed) ? DangerSeverity.Block : DangerSeverity.Procedure,
                        first.PlaceOf("node_id"),
                        $"the node id of {AgentCount.Of(changed, isServer ? "servers" : "clients")} of datacenter \"{datacenter.Name}\" changes: "
                            + "the cluster takes each for another node that wants a name which is "
                            + $"reserved{(isServer ? ", and Raft counts a dead voter for each" : "")}",
                        "leave the id as it is; or let each leave (consul leave), clear its data folder and join again, one at a time",
                        changed.Select(a => a.Name));
                var pinned = agents.Where(a => a is { Old.NodeId: null, New.NodeId: not null }).ToList();
                if (pinned is [var one, ..])
                    report(
                        DangerSeverity.Warning,
                        one.PlaceOf("node_id"),
                        $"the node id of {AgentCount.Of(pinned, isServer ? "servers" : "clients")} of datacenter \"{datacenter.Name}\" is set for the "
                            + "first time: unless it is the one that the agent has already, the cluster takes it for another node",
                        "compare it with the file node-id in the agent's data folder, or with: consul members -detailed",
                        pinned.Select(a => a.Name));
            }
        }
    }
}

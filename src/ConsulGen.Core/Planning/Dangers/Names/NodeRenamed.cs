using ConsulGen.Core.Planning.Changes;

namespace ConsulGen.Core.Planning.Dangers.Names;

/// <summary>github.com/hashicorp/consul issues 6381 (servers: the leader adds and removes one id in a loop) and 3974 (clients).</summary>
internal sealed class NodeRenamed()
    : DangerRule("node-renamed", DangerSeverity.Procedure, "A running agent gets another node name")
{
    public override void Check(TopologyChange change, Report report)
    {
        foreach (var datacenter in change.Datacenters)
        {
            var agents = datacenter.Agents.Where(a => a.Key("node_name") is not null).ToList();
            if (agents is not [var first, ..]) continue;
            var servers = agents.Count(a => datacenter.OldServer(a) is not null);
            var names = agents.Count == 1
                ? $"{first.Old?.NodeName} becomes {first.New?.NodeName}"
                : string.Create(CultureInfo.InvariantCulture, $"{agents.Count} nodes get other names, {first.Old?.NodeName} becomes {first.New?.NodeName}");
            report(
                DangerSeverity.Procedure,
                first.PlaceOf("node_name"),
                $"{names} in datacenter \"{datacenter.Name}\": the catalog reserves the old name for the node's "
                    + $"id{(servers > 0 ? ", and the leader adds and removes a server with two names in a loop" : "")}",
                "one at a time: consul leave, wait until the old name is gone from consul members, then start with the new name; "
                    + "make new tokens for node identities",
                agents.Select(a => a.Name));
        }
    }
}

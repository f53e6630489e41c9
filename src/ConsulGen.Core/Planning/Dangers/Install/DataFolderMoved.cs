using ConsulGen.Core.Planning.Changes;

namespace ConsulGen.Core.Planning.Dangers.Install;

/// <summary>
/// The data folder holds Raft's log, the node id, the gossip keyring and the tokens that were set over the API: Consul's documentation
/// "Agent configuration, data_dir", "node_id" and "enable_token_persistence".
/// </summary>
internal sealed class DataFolderMoved()
    : DangerRule("data-folder-moved", DangerSeverity.Block, "A running agent gets another data folder")
{
    public override bool StepsAreTheRemedy => true;

    public override void Check(TopologyChange change, Report report)
    {
        foreach (var datacenter in change.Datacenters)
        {
            var agents = datacenter.Agents.Where(a => a.Key("data_dir") is { Old: not null, New: not null }).ToList();
            var servers = agents.Where(a => datacenter.OldServer(a) is not null).ToList();
            if (servers is [var first, ..])
                report(
                    DangerSeverity.Block,
                    first.PlaceOf("data_dir"),
                    $"the data folder of {AgentCount.Of(servers, "servers")} of datacenter \"{datacenter.Name}\" goes from {first.Key("data_dir")?.Old} "
                    + $"to {first.Key("data_dir")?.New}: the server starts as a new one, without Raft's log, its id and its keyring"
                    + (servers.Count == datacenter.Old?.Servers.Length && servers.Count > 1
                        ? "; all of them together elect a leader of a new, empty cluster"
                        : ""),
                    "one server at a time: stop it, move the folder with its owner and mode, start it with the new configuration, "
                        + "and wait until it is a voter again",
                    servers.Select(a => a.Name));
            var clients = agents.Where(a => datacenter.OldServer(a) is null).ToList();
            if (clients is [var client, ..])
                report(
                    DangerSeverity.Procedure,
                    client.PlaceOf("data_dir"),
                    $"the data folder of {AgentCount.Of(clients, "clients")} of datacenter \"{datacenter.Name}\" goes from {client.Key("data_dir")?.Old} "
                        + $"to {client.Key("data_dir")?.New}: the agent comes back with another node id, "
                        + "and without the tokens and services that were registered over its API",
                    "stop the agent, move the folder with its owner and mode, then start it with the new configuration",
                    clients.Select(a => a.Name));
        }
    }
}

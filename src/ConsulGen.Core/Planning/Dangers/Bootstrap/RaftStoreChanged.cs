using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Planning.Changes;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Planning.Dangers.Bootstrap;

/// <summary>
/// A server that finds <c>raft.db</c> stays with it, whatever the key says; one that is told boltdb makes a new file, whatever WAL it has:
/// <c>setupRaft</c> of <c>agent/consul/server.go</c>, 1.15.0 and later; Consul's documentation "WAL LogStore backend".
/// </summary>
internal sealed class RaftStoreChanged()
    : DangerRule("raft-store-changed", DangerSeverity.Procedure, "Servers keep Raft's log in another store")
{
    public override void Check(TopologyChange change, Report report)
    {
        foreach (var datacenter in change.Datacenters)
        {
            var servers = datacenter.KeptServers
                .Where(s => s is { Old: { } old, New: { } next } && Told(next) is { } told && told != (Told(old) ?? Default(old)))
                .ToList();
            if (servers is not [var first, ..] || first.New is not { } changed) continue;
            var isWal = Told(changed) == "wal";
            report(
                isWal ? DangerSeverity.Warning : DangerSeverity.Procedure,
                first.PlaceOf("raft_logstore.backend"),
                $"raft_logstore.backend becomes {Told(changed)} on {AgentCount.Of(servers, "servers")} of datacenter \"{datacenter.Name}\": "
                + (isWal
                    ? "a server that has a raft.db stays with it, and only warns"
                    : "a server that has its log in the WAL starts with an empty raft.db, without the log and its last vote"),
                "one server at a time: stop it, move the raft folder of its data folder away, start it, and wait until it has caught up and is a voter",
                servers.Select(s => s.Name));
        }
    }

    private static string? Told(Agent server) => server.Config.Map("raft_logstore").Text("backend") is ("wal" or "boltdb") and var backend ? backend : null;

    /// <summary>New data folders get a WAL since 1.20.0; an older folder keeps what it has.</summary>
    private static string Default(Agent server) => server.Version.Has(Feature.WalByDefault) ? "wal" : "boltdb";
}

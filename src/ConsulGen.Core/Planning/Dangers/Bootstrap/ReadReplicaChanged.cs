using ConsulGen.Core.Planning.Changes;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Planning.Dangers.Bootstrap;

/// <summary>Consul's documentation "Read replicas" and "Redundancy zones". Without Enterprise such keys have no effect (run with 1.10.11).</summary>
internal sealed class ReadReplicaChanged()
    : DangerRule("read-replica-changed", DangerSeverity.Block, "Servers get or lose their vote by a key")
{
    public override void Check(TopologyChange change, Report report)
    {
        foreach (var datacenter in change.Datacenters)
        {
            var servers = datacenter.KeptServers.Where(s => s.New is { Version.IsEnterprise: true } next && s.Old is { } old && (IsReplica(old) != IsReplica(next) || Zone(old) != Zone(next))).ToList();
            if (servers is not [var first, ..]) continue;
            var losing = servers.Where(s => s is { Old: { } old, New: { } next } && !IsReplica(old) && IsReplica(next)).ToList();
            var voters = datacenter.Old?.Servers.Count(s => !IsReplica(s)) ?? 0;
            var tolerance = Math.Max(0, (voters - 1) / 2);
            report(
                losing.Count > tolerance ? DangerSeverity.Block : DangerSeverity.Procedure,
                first.PlaceOf("read_replica", "non_voting_server", "node_meta"),
                $"{AgentCount.Servers(servers.Count, datacenter)} {(servers.Count == 1 ? "gets or loses" : "get or lose")} a vote ({string.Join(", ", servers.Select(s => s.Name))}): "
                + (losing.Count > tolerance ? string.Create(CultureInfo.InvariantCulture, $"{losing.Count} of {Counted.Of(voters, "voter")} {(losing.Count == 1 ? "stops" : "stop")} to vote, but it may lose only {tolerance} at a time") : "each changes the quorum"),
                "one server in each change, and wait until consul operator raft list-peers shows its new state",
                servers.Select(s => s.Name));
        }
    }

    private static bool IsReplica(Agent server) => (server.Config.Flag("read_replica") ?? server.Config.Flag("non_voting_server")) is true;

    /// <summary>The zone of a server of which one votes.</summary>
    private static string? Zone(Agent server) =>
        server.Config.Map("autopilot").Text("redundancy_zone_tag") is { Length: > 0 } tag ? server.Config.Map("node_meta").Text(tag) : null;
}

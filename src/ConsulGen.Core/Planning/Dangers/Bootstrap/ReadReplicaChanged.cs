using ConsulGen.Core.Consul.Datacenters;
using ConsulGen.Core.Planning.Changes;
using ConsulGen.Core.Text;

namespace ConsulGen.Core.Planning.Dangers.Bootstrap;

/// <summary>Consul's documentation "Read replicas" and "Redundancy zones". Without Enterprise such a server votes all the same (run with 1.10.11).</summary>
internal sealed class ReadReplicaChanged()
    : DangerRule("read-replica-changed", DangerSeverity.Block, "Servers get or lose their vote by a key")
{
    public override void Check(TopologyChange change, Report report)
    {
        foreach (var datacenter in change.Datacenters)
        {
            var servers = datacenter.KeptServers
                .Where(s => s is { Old: { } old, New: { Version.IsEnterprise: true } next }
                    && (Voters.Votes(old) != Voters.Votes(next) || Autopilot.ZoneOf(old) != Autopilot.ZoneOf(next)))
                .ToList();
            if (servers is not [var first, ..]) continue;
            var losing = servers.Where(s => s is { Old: { } old, New: { } next } && Voters.Votes(old) && !Voters.Votes(next)).ToList();
            var quorum = Voters.QuorumOf(datacenter.Old);
            report(
                losing.Count > quorum.Tolerance ? DangerSeverity.Block : DangerSeverity.Procedure,
                first.PlaceOf("read_replica", "non_voting_server", "node_meta"),
                $"{AgentCount.Servers(servers.Count, datacenter)} {(servers.Count == 1 ? "gets or loses" : "get or lose")} a vote "
                + $"({string.Join(", ", servers.Select(s => s.Name))}): "
                + (losing.Count > quorum.Tolerance
                    ? string.Create(
                        CultureInfo.InvariantCulture,
                        $"{losing.Count} of {Counted.Of(quorum.Voters, "voter")} {(losing.Count == 1 ? "stops" : "stop")} to vote, "
                            + $"but it may lose only {quorum.Tolerance} at a time")
                    : "each changes the quorum"),
                "one server in each change, and wait until consul operator raft list-peers shows its new state",
                servers.Select(s => s.Name));
        }
    }
}

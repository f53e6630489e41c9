namespace ConsulGen.Core.Consul.Releases;

/// <content>Raft, servers and datacenters.</content>
public sealed partial class Feature
{
    public static readonly Feature RaftProtocolThreeOnly = new(
        "1.9.0",
        "Any raft_protocol but 3 is refused, on clients too.",
        "docs, upgrade to specific versions, 1.9; run with 1.8.4 and 1.10.11");

    public static readonly Feature ServerMetadataFile = new(
        "1.15.3",
        "A server keeps server_metadata.json in its data folder.",
        "agent/consul/server_metadata.go of 1.15.3; run with 1.21.4, which refuses it as configuration");

    public static readonly Feature WalByDefault = new(
        "1.20.0",
        "A new data folder gets a WAL for Raft's log; an older folder keeps BoltDB.",
        "CHANGELOG 1.20.0; agent/config/builder.go");

    public static readonly Feature AutopilotStateCommand = new(
        "1.9.0",
        "consul operator autopilot state exists.",
        "CHANGELOG 1.9.0");

    public static readonly Feature TransferLeaderCommand = new(
        "1.15.0",
        "consul operator raft transfer-leader exists.",
        "CHANGELOG 1.15.0");

    public static readonly Feature PrimaryDatacenterKey = new(
        "1.4.0",
        "primary_datacenter names the primary; before, only acl_datacenter does, which switches ACLs on.",
        "CHANGELOG 1.4.0");

    public static readonly Feature PrimaryUpgradedFirst = new(
        "1.6.0",
        "The primary datacenter is upgraded before the secondaries; on the way to 1.6 the ACL datacenter comes last.",
        "docs, upgrade to 1.6.x");

    public static readonly Feature ServersFilterByHealth = new(
        "1.19.0",
        "Clients leave it to the servers to filter by health, and so are upgraded strictly after them.",
        "docs, upgrade to specific versions, 1.19");

    public static readonly Feature WanTimeoutWithoutWan = new(
        "1.2.3",
        "reconnect_timeout_wan without a WAN port no longer crashes the agent.",
        "CHANGELOG 1.2.3; run with 1.1.0");

    public static readonly Feature DatacenterNameWarned = new(
        "1.21.2",
        "The agent warns of a datacenter's name that is no DNS label.",
        "CHANGELOG 1.21.2");

    public static readonly Feature StreamingWarned = new(
        "1.9.2",
        "The agent warns of rpc.enable_streaming and use_streaming_backend where they do not fit.",
        "agent/config/builder.go of 1.9.1 and 1.9.2");

    public static readonly Feature StartJoinIsRetried = new(
        "1.15.0",
        "start_join and start_join_wan are other names of retry_join and retry_join_wan; before, they are tried once.",
        "CHANGELOG 1.15.0");

    public static readonly Feature RaftMetricsMissing = new(
        "2.0.2",
        "Metrics of Raft, Serf and memberlist are not measured; whether 2.1.0 has them again was not seen.",
        "github.com/hashicorp/consul issue 23812 and pull requests 23635 and 23813",
        until: "2.1.0");

    public static readonly Feature LeaderGauge = new(
        "1.12.3",
        "Every server says in consul.server.isLeader whether it leads. Before, only the counters of what a leader alone does tell; the gauges of "
        + "autopilot are followers' too (0 in 1.10.0 to 1.10.3, their own judgement from 1.12.0), or stay with whoever led once (1.10 and 1.11).",
        "agent/consul/leader.go and autopilot.go of 1.10.0, 1.10.4, 1.12.0 and 1.12.3; run with 1.1.0, 1.6.5, 1.8.4 and 1.10.11");

    public static readonly Feature ExpiryMetrics = new(
        "1.11.0",
        "consul.agent.tls.cert.expiry and consul.mesh.active-root-ca.expiry count down in seconds.",
        "agent/metrics.go and agent/consul/leader_metrics.go of 1.11.0");

    public static readonly Feature StreamingByDefault = new(
        "1.10.0",
        "use_streaming_backend and rpc.enable_streaming are on unless they are told otherwise.",
        "CHANGELOG 1.10.0; agent/config/default.go");
}

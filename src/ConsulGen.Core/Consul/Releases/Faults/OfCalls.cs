using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Consul.Releases.Faults;

/// <summary>Faults of calls between agents, of Raft, and of agents of several releases.</summary>
internal static class OfCalls
{
    public static readonly ImmutableArray<ReleaseFault> Rows =
    [
        new(
            "1.1.0",
            "1.2.1",
            "`watches` with `ports.http` off",
            (a, _) => a.Config["watches"] is ListValue { Items.IsEmpty: false } && a.Ports["http"] <= 0,
            "watches of an agent that has HTTPS only are not carried out",
            "CHANGELOG 1.2.0 and 1.2.1"),
        new(
            "1.3.0",
            "1.3.1",
            "servers, while clients are older",
            (a, d) => a.IsServer && HasClientBefore(d, "1.3.0"),
            "while clients have 1.2.3 or earlier, catalogue queries ignore their tag",
            Everywhere.Docs),
        new(
            "1.7.0",
            "1.7.2",
            "servers, while clients are older than 1.7.0",
            (a, d) => a.IsServer && HasClientBefore(d, "1.7.0"),
            "it refuses to show and renew sessions of clients with 1.6.4 or earlier",
            Everywhere.Docs),
        new(
            "1.9.0",
            "1.9.2",
            "`use_streaming_backend` without TLS",
            (a, _) => Streams(a) && !a.Tls.IsOn,
            "streaming does not work between agents without TLS",
            "CHANGELOG 1.9.2")
        {
            Remedy = NoStreaming,
        },
        new(
            "1.9.0",
            "1.9.5",
            "`use_streaming_backend`",
            (a, _) => Streams(a),
            "streams end every 20 minutes, and what is told of health comes late or is an error",
            "CHANGELOG 1.9.4 and 1.9.5")
        {
            Remedy = NoStreaming,
        },
        new(
            "1.9.0",
            "1.10.2",
            "streaming, where a datacenter is federated over mesh gateways",
            (a, d) => Streams(a) && IsFederatedOverGateways(d),
            "streaming does not go over mesh gateways, so what is asked of other datacenters fails",
            "CHANGELOG 1.10.1, known issues, and 1.10.2")
        {
            Remedy = NoStreaming,
        },
        new(
            "1.12.1",
            "1.12.5, 1.13.2",
            "clients",
            (a, _) => !a.IsServer,
            "long blocking queries of clients may end with \"i/o deadline reached\"",
            "CHANGELOG 1.12.5 and 1.13.2"),
        new(
            "1.15.0",
            "1.15.2",
            "`raft_logstore.backend` wal",
            (a, _) => a.IsServer && a.Config.Map("raft_logstore").Text("backend") == "wal",
            "a server with the WAL store panics when a snapshot is restored",
            "CHANGELOG 1.15.2; github.com/hashicorp/consul issue 16647")
        {
            Remedy = "stay with boltdb",
        },
    ];

    private const string NoStreaming = "set use_streaming_backend: false";

    private static bool HasClientBefore(Datacenter datacenter, string release) =>
        ConsulVersion.Parse(release) is { } first && datacenter.Clients.Any(c => c.Install.IsPinned && c.Version < first);

    private static bool Streams(Agent agent) => agent.Config.Flag("use_streaming_backend") ?? agent.Version.Has(Feature.StreamingByDefault);

    private static bool IsFederatedOverGateways(Datacenter datacenter) =>
        datacenter.Servers.Any(s => s.Config.Map("connect").Flag("enable_mesh_gateway_wan_federation") is true);
}

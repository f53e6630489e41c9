using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Consul.Releases.Defaults;

/// <summary>The defaults that changed, in the order of releases.</summary>
public static class DefaultChanges
{
    private const string NoLimit = "no limit";

    public static readonly ImmutableArray<DefaultChange> All =
    [
        new(
            "tls_min_version",
            "tls10",
            [("1.4.3", "tls12")],
            a => a.Tls.IsOn && !SaysLeastVersion(a),
            "callers with TLS 1.0 or 1.1 only are turned away",
            "upgrade what calls with older TLS first, or set tls_min_version: tls10",
            "CHANGELOG 1.4.3; agent/config/default.go of 1.4.2 and 1.4.4"),
        new(
            "limits.http_max_conns_per_client",
            NoLimit,
            [("1.6.3", "100"), ("1.7.1", "200")],
            _ => true,
            "more connections from one address to the HTTP API are refused, and a proxy before it is one address",
            "set limits.http_max_conns_per_client to what the busiest address needs",
            "CHANGELOG 1.6.3 and 1.7.1; agent/config/default.go of 1.6.5 and 1.10.11"),
        new(
            "limits.rpc_max_conns_per_client",
            NoLimit,
            [("1.6.3", "100")],
            a => a.IsServer,
            "more connections from one address to a server's RPC are refused, and agents behind one NAT are one address",
            "set limits.rpc_max_conns_per_client to what the busiest address needs",
            "CHANGELOG 1.6.3; agent/config/default.go of 1.6.5"),
        new(
            "verify_outgoing",
            "true beside a CA",
            [("1.7.3", "false")],
            a => a.Tls is var tls && tls.HasCa(TlsSettings.Rpc) && tls.VerifyOutgoing(TlsSettings.Rpc) is null && !tls.GetsCertificate,
            "calls to other agents go out in the clear, and servers that want certificates refuse them",
            "set verify_outgoing: true",
            Feature.CallsPlainWithoutVerifyOutgoing.Source),
        new(
            "enable_central_service_config",
            "false",
            [("1.9.0", "true")],
            a => AgentDefinitions.Of(a).Services.Any(s => s["connect"] is not null || s["proxy"] is not null),
            "proxies take what proxy-defaults and service-defaults say of them",
            "read consul config list for both kinds before, or set enable_central_service_config: false",
            "CHANGELOG 1.9.0"),
        new(
            "use_streaming_backend",
            "false",
            [("1.10.0", "true")],
            _ => true,
            "agents subscribe to the health of services instead of asking for it, which servers have to serve (rpc.enable_streaming)",
            "upgrade the servers first, or set use_streaming_backend: false",
            "CHANGELOG 1.10.0"),
        new(
            "telemetry.disable_compat_1.9",
            "false",
            [("1.12.0", "true")],
            a => a.Config.Map("telemetry") is { IsEmpty: false } telemetry && telemetry["disable_compat_1.9"] is null,
            "metrics that begin with consul.http are gone, as consul.api took their place",
            "let dashboards and alerts read consul.api first",
            "CHANGELOG 1.12.0; agent/config/builder.go of 1.10.11 and 1.12.5"),
        new(
            "connect.enabled",
            "false",
            [("1.14.0", "true")],
            a => a.IsServer,
            "servers make a certificate authority for the service mesh, and have keys to keep from then on",
            "set connect.enabled: false if there is no mesh",
            "CHANGELOG 1.14.0"),
        new(
            "peering.enabled",
            "false",
            [("1.14.0", "true")],
            a => a.IsServer,
            "whoever may write peerings can connect this datacenter with another one",
            "set peering.enabled: false if there are no peerings",
            "CHANGELOG 1.14.0"),
        new(
            "ports.grpc_tls",
            "-1",
            [("1.14.0", "8503")],
            a => a.IsServer && a.Ports["grpc_tls"] > 0,
            "servers listen on one more port, for gRPC with TLS",
            "keep the port free and open it where proxies need it, or set ports.grpc_tls: -1",
            "CHANGELOG 1.14.0"),
        new(
            "raft_logstore.backend",
            "boltdb",
            [("1.20.0", "wal")],
            a => a.IsServer,
            "a server that starts with an empty data folder keeps Raft's log in a WAL; a folder that has a raft.db stays with it",
            "know that servers may differ from then on, or set raft_logstore.backend: boltdb",
            Feature.WalByDefault.Source),
        new(
            "services.proxy.local_service_address",
            "127.0.0.1",
            [("1.22.0", "::1")],
            a => Address.IsIPv6(a.Config.Text("bind_addr") ?? "") && AgentDefinitions.Of(a).Services.Any(HasSilentProxy),
            "proxies of agents that bind to IPv6 look for their service at ::1",
            "let the services listen there, or set proxy.local_service_address: 127.0.0.1",
            "CHANGELOG 1.22.0; docs, release notes 1.22"),
        new(
            "http_config.write_timeout",
            NoLimit,
            [("1.22.4", "30s"), ("1.18.21+ent, 1.21.11+ent, 1.22.5", "15m")],
            _ => true,
            "answers of the HTTP API that take longer are cut, such as blocking queries with a long wait and consul monitor",
            "set http_config.write_timeout and read_timeout above the longest wait",
            "agent/config/builder.go before 2.0.0; github.com/hashicorp/consul pull requests 22739 and 23272"),
        new(
            "limits.grpc_max_conns_per_client",
            NoLimit,
            [("1.21.17+ent, 1.22.11+ent, 2.0.3", "100")],
            a => a.Ports["grpc"] > 0 || a.Ports["grpc_tls"] > 0,
            "more connections from one address to the gRPC ports are refused: many proxies on a host, behind one NAT or a load balancer",
            "set limits.grpc_max_conns_per_client to what the busiest address needs",
            "release notes 2.0.3; advisory CVE-2026-15972"),
        new(
            "tls.defaults.tls_ecdh_curves",
            "what Go takes",
            [("2.1.0", "X25519MLKEM768,X25519")],
            a => KeyExchange.IsAutomatic(a),
            "with a least version of TLS 1.3, keys are exchanged with groups that older clients and proxies do not know",
            "set tls.defaults.tls_ecdh_curves: X25519 to stay with the older group",
            "docs of 2.1, tls configuration reference"),
    ];

    private static bool SaysLeastVersion(Agent agent) =>
        TlsSettings.Interfaces.Any(side => agent.Tls.Find(side, "tls_min_version") is not null);

    private static bool HasSilentProxy(MapValue service)
    {
        var proxy = service.Text("kind") == "connect-proxy" ? service.Map("proxy")
            : service.At("connect", "sidecar_service") is MapValue sidecar ? sidecar.Map("proxy")
            : null;
        return proxy is not null && !DefinitionKeys.Has(proxy, "local_service_address");
    }
}

using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Consul.Releases.Faults;

/// <summary>Faults of TLS between agents, and of what gives certificates.</summary>
internal static class OfTls
{
    private const string Incoming = "verify_incoming";

    public static readonly ImmutableArray<ReleaseFault> Rows =
    [
        new(
            "1.1.0",
            "1.4.1",
            "`verify_server_hostname` without `verify_outgoing`",
            (a, _) => a.Config.Flag("verify_server_hostname") is true && a.Config.Flag("verify_outgoing") is not true,
            "verify_server_hostname alone does not switch TLS on, and calls go out in the clear",
            "CHANGELOG 1.4.1; run with 1.1.0")
        {
            Remedy = "set verify_outgoing: true",
        },
        new(
            "1.1.0",
            "1.8.15, 1.9.9, 1.10.2",
            "servers with `verify_server_hostname`",
            (a, _) => a.IsServer && a.Tls.VerifyServerHostname is not null,
            "a client with a certificate of the CA may speak Raft as if it were a server, whatever verify_server_hostname says (CVE-2021-37219)",
            "CHANGELOG 1.8.15, 1.9.9 and 1.10.2"),
        new(
            "1.3.0",
            "1.4.3",
            "`ports.grpc` and a certificate, without `ports.https`",
            (a, _) => a.Ports["grpc"] > 0 && a.Ports["https"] <= 0 && a.Tls.HasCertificate(TlsSettings.Grpc),
            "gRPC speaks TLS though HTTPS is off, and Envoy that the agent starts does not",
            "CHANGELOG 1.4.3"),
        new(
            "1.4.3",
            "1.4.4",
            "`verify_server_hostname`",
            (a, _) => a.Tls.VerifyServerHostname is not null,
            "verify_server_hostname is taken for false, so names of servers are not checked (CVE-2019-9764)",
            "CHANGELOG 1.4.4"),
        new(
            "1.5.2",
            "1.5.3",
            "`auto_encrypt.tls` with a cloud in `retry_join`",
            (a, _) => GetsByAutoEncrypt(a) && JoinsOverCloud(a),
            "clients with auto_encrypt do not find servers that only a cloud's discovery knows",
            "CHANGELOG 1.5.3"),
        new(
            "1.5.2",
            "1.6.0",
            "`auto_encrypt.tls` where servers have another `ports.server`",
            (a, d) => GetsByAutoEncrypt(a) && d.Servers.Any(s => s.Ports["server"] is not 8300),
            "clients with auto_encrypt ask servers at port 8300 only",
            "CHANGELOG 1.6.0"),
        new(
            "1.6.0",
            "1.6.1",
            "`auto_encrypt.tls`",
            (a, _) => GetsByAutoEncrypt(a),
            "clients with auto_encrypt do not start",
            "CHANGELOG 1.6.0, known issues"),
        new(
            "1.8.0",
            "1.8.1",
            "`verify_outgoing` without a certificate",
            (a, _) => a.Tls is var tls && tls.VerifyOutgoing(TlsSettings.Rpc) is not null && !tls.HasCertificate(TlsSettings.Rpc),
            "an agent with verify_outgoing and no certificate of its own may crash",
            "CHANGELOG 1.8.1"),
        new(
            "1.8.15, 1.9.9, 1.10.2",
            "1.8.16, 1.9.10, 1.10.3",
            "servers with `verify_server_hostname` and `verify_incoming`",
            (a, _) => IsStrictServer(a) && Asks(a),
            "servers whose certificates are signed by an intermediate CA that is not in every server's CA file do not talk Raft",
            "CHANGELOG 1.10.2, known issues"),
        new(
            "1.8.15, 1.9.9, 1.10.2",
            "1.8.17, 1.9.11, 1.10.4",
            "servers with `verify_server_hostname`, without `verify_incoming`",
            (a, _) => IsStrictServer(a) && !Asks(a),
            "servers that check names but ask for no certificate refuse each other's Raft",
            "CHANGELOG 1.10.4")
        {
            Remedy = "set verify_incoming_rpc: true",
        },
        new(
            "1.12.0",
            "1.12.1",
            "`verify_incoming` at the top, with gRPC that speaks TLS",
            (a, _) => a.Config.Flag(Incoming) is true && GrpcPorts.Of(a).Values.Contains(true),
            "verify_incoming makes gRPC ask for a certificate too, which Envoy has not",
            "CHANGELOG 1.12.1")
        {
            Remedy = "set tls.defaults.verify_incoming: true with tls.grpc.verify_incoming: false in its place",
        },
        new(
            "1.13.0",
            "1.13.2",
            "`cert_file` at the top, with `ports.https` and `ports.grpc`",
            (a, _) => a.Ports["https"] > 0 && a.Ports["grpc"] > 0 && DefinitionKeys.Has(a.Config, "cert_file"),
            "gRPC does not speak TLS with the older keys, though it did up to 1.11",
            "CHANGELOG 1.13.2")
        {
            Remedy = "set tls.grpc.cert_file and tls.grpc.key_file",
        },
        new(
            "1.13.0",
            "1.13.2",
            "`auto_encrypt.tls` or `auto_config` with `ports.grpc`",
            (a, _) => a.Tls.GetsCertificate && a.Ports["grpc"] > 0,
            "auto_encrypt and auto_config make gRPC want TLS, which proxies do not speak there",
            Everywhere.Docs),
        new(
            "1.14.0",
            "1.14.1",
            "`ports.https` with `ports.grpc`",
            (a, _) => a.Ports["https"] > 0 && a.Ports["grpc"] > 0,
            "with an HTTPS API, consul connect envoy speaks TLS to the plain gRPC port too",
            Everywhere.Docs),
    ];

    private static bool GetsByAutoEncrypt(Agent agent) => !agent.IsServer && agent.Config.Map("auto_encrypt").Flag("tls") is true;

    private static bool JoinsOverCloud(Agent agent) =>
        agent.Config["retry_join"] is ListValue list
        && list.Items.Any(i => i is ScalarValue { Text: var text } && text.Contains("provider=", StringComparison.Ordinal));

    private static bool IsStrictServer(Agent agent) =>
        agent.IsServer && agent.Tls is var tls && tls.VerifyServerHostname is not null && tls.HasCertificate(TlsSettings.Rpc);

    private static bool Asks(Agent agent) => agent.Tls.VerifyIncoming(TlsSettings.Rpc) is not null;
}

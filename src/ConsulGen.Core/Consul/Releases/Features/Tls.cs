namespace ConsulGen.Core.Consul.Releases;

/// <content>TLS, and what makes certificates.</content>
public sealed partial class Feature
{
    public static readonly Feature TlsStanza = new(
        "1.12.0",
        "TLS is told for each interface in tls { }; the older keys at the top count where the newer ones are missing.",
        "agent/config/builder.go and deprecated.go of 1.12.0 to 1.17");

    public static readonly Feature ServerHostnameImpliesOutgoing = new(
        "1.4.1",
        "verify_server_hostname switches verify_outgoing on; before, it wants the CA, but calls go out in the clear.",
        "run with 1.1.0; CHANGELOG 1.4.1");

    public static readonly Feature GrpcTlsWithoutHttps = new(
        "1.13.0",
        "gRPC speaks TLS when it has a certificate of its own; before, only beside an HTTPS port.",
        "docs, upgrade to specific versions, 1.13; github.com/hashicorp/consul issues 14211 and 14668");

    public static readonly Feature GrpcTlsPort = new(
        "1.14.0",
        "ports.grpc is plain, and TLS for gRPC has the port ports.grpc_tls; servers open 8503 for it.",
        "docs, upgrade to specific versions, 1.14; agent/config/default.go of 1.14.0");

    public static readonly Feature CallsPlainWithoutVerifyOutgoing = new(
        "1.7.3",
        "With a CA but no verify_outgoing, calls to other agents are plain; before, a CA was enough for TLS.",
        "tlsutil/config.go of 1.7.2 and 1.7.3; run with 1.1.0, 1.6.5, 1.7.14, 1.8.4 and 1.10.11");

    public static readonly Feature TlsVersionWordsChecked = new(
        "1.12.0",
        "validate finds a wrong word in tls_min_version; cipher suites beside a least version of 1.3 are refused.",
        "types/tls.go and agent/config/builder.go of 1.12.0");

    public static readonly Feature AutoEncrypt = new(
        "1.5.2",
        "Servers give clients certificates with auto_encrypt.",
        "CHANGELOG 1.5.2");

    public static readonly Feature AutoEncryptNames = new(
        "1.7.0",
        "A client asks for names and addresses in its certificate; before, it has none by which a caller of HTTPS could know it.",
        "run with 1.6.5, 1.8.4 and 1.10.11; CHANGELOG 1.7.0");

    public static readonly Feature AutoEncryptNeedsVerifyIncoming = new(
        "1.5.2",
        "A server with auto_encrypt.allow_tls refuses to start without verify_incoming; others only warn.",
        "run with 1.6.5",
        until: "1.6.3");

    public static readonly Feature VerifyIncomingOfRpcIsEnough = new(
        "1.6.1",
        "verify_incoming_rpc is as good as verify_incoming for auto_encrypt.allow_tls.",
        "agent/config/builder.go of 1.6.0 and 1.6.1");

    public static readonly Feature ServerHostnameAsDefault = new(
        "1.17.0",
        "tls.defaults takes verify_server_hostname.",
        "agent/config/builder.go of 1.16.0 and 1.17.0");

    public static readonly Feature TlsMaterialAlwaysChecked = new(
        "1.4.3",
        "The material that a TLS setting needs is asked for even where the interface is closed.",
        "run with 1.1.0, 1.6.5, 1.8.4 and 1.10.11");

    public static readonly Feature GivenCertificateCounts = new(
        "1.8.1",
        "A certificate that auto_encrypt or auto_config gets counts as material.",
        "run with 1.6.5, 1.7.14 and 1.8.0, which refuse it, and 1.8.1");

    public static readonly Feature AutoEncryptRoleChecked = new(
        "1.8.0",
        "auto_encrypt.tls on a server and auto_encrypt.allow_tls on a client are refused.",
        "run with 1.6.5, which takes both, and 1.8.4");

    public static readonly Feature AutoEncryptSplitsAddresses = new(
        "1.8.4",
        "A client that asks for a certificate takes the colons of an IPv6 address in retry_join for a port, and leaves it out.",
        "agent/auto-config/auto_encrypt.go of 1.8.4 to 1.18.2; another way in agent/consul/auto_encrypt.go of 1.8.3");

    public static readonly Feature AutoConfig = new(
        "1.8.0",
        "auto_config gives clients their configuration and certificate.",
        "CHANGELOG 1.8.0");

    public static readonly Feature AutoConfigTrustsMesh = new(
        "1.8.1",
        "A server with the mesh on that gives certificates with auto_config takes those of auto_encrypt too.",
        "trackAutoEncryptCARoots in agent/consul/server.go of 1.8.0 and 1.8.1");

    public static readonly Feature VaultAuthMethod = new(
        "1.11.0",
        "The Vault CA takes auth_method in place of a token, and only the primary datacenter needs the path of a root.",
        "CHANGELOG 1.11.0; agent/connect/ca/provider_vault.go");
}

using ConsulGen.Core.Values;

namespace ConsulGen.Core.Planning;

/// <summary>The keys of an agent's TLS, in the spelling of all versions.</summary>
internal static class TlsKeys
{
    private static readonly ImmutableArray<string> Flat =
    [
        "ca_file", "ca_path", "cert_file", "key_file", "tls_cipher_suites", "tls_min_version", "tls_prefer_server_cipher_suites",
        "verify_incoming", "verify_incoming_https", "verify_incoming_rpc", "verify_outgoing", "verify_server_hostname",
    ];

    public static bool Has(string path) => Flat.Contains(path) || path.StartsWith("tls.", StringComparison.Ordinal) || path.StartsWith("auto_encrypt.", StringComparison.Ordinal);

    /// <summary>True when the agent has material for TLS, or asks servers for some.</summary>
    public static bool IsOn(MapValue config)
    {
        if (HasMaterial(config) || config.Map("auto_encrypt").Flag("tls") is true) return true;
        return config.Map("tls").Entries.Any(stanza => stanza.Value is MapValue map && HasMaterial(map));
    }

    /// <summary>Whether the agent compares the name in a server's certificate with <c>server.&lt;datacenter&gt;.&lt;domain&gt;</c>.</summary>
    public static bool VerifiesServerName(MapValue config) =>
        config.Flag("verify_server_hostname") is true
        || config.Map("tls").Map("internal_rpc").Flag("verify_server_hostname") is true
        || config.Map("tls").Map("defaults").Flag("verify_server_hostname") is true;

    private static bool HasMaterial(MapValue map) => map.Text("ca_file") is { Length: > 0 } || map.Text("ca_path") is { Length: > 0 } || map.Text("cert_file") is { Length: > 0 };
}

using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Consul.Agents;

/// <summary>A setting of TLS.</summary>
/// <param name="Stanza">Of <c>tls { }</c>; null for a key at the top.</param>
internal readonly record struct TlsSetting(string? Stanza, string Name, Value Value)
{
    /// <summary>Under which the inventory has it: <c>ca_file</c> or <c>tls.defaults.ca_file</c>.</summary>
    public string Key => Stanza is null ? Name : $"tls.{Stanza}.{Name}";

    public bool IsOn => Value is ScalarValue { Kind: ScalarKind.Boolean, Text: "true" };

    /// <summary>Consul takes an empty string for none.</summary>
    public bool IsSet => Value is not ScalarValue { Text: "" };
}

/// <summary>
/// The TLS settings of an agent as they come out for one of its interfaces, in either spelling: <c>tls { }</c> with its defaults from
/// 1.12.0 on, and the older keys at the top, which such a release still takes where the newer one is missing
/// (agent/config/builder.go and deprecated.go, 1.12.0 to 1.17).
/// </summary>
internal readonly struct TlsSettings(Agent agent)
{
    public const string Rpc = "internal_rpc";
    public const string Https = "https";
    public const string Grpc = "grpc";

    public static readonly ImmutableArray<string> Interfaces = [Rpc, Https, Grpc];

    private readonly MapValue _tls = agent.Version.Has(Feature.TlsStanza) ? agent.Config.Map("tls") : MapValue.Empty;

    /// <summary>Nothing that the agent is told concerns TLS.</summary>
    public bool IsEmpty
    {
        get
        {
            foreach (ref readonly var entry in agent.Config.Entries.AsSpan())
                if (entry.Key is "ca_file" or "ca_path" or "cert_file" or "key_file" or "verify_incoming" or "verify_incoming_https"
                    or "verify_incoming_rpc" or "verify_outgoing" or "verify_server_hostname") return false;
            return _tls.IsEmpty && !GetsCertificate;
        }
    }

    /// <summary>The agent gets a certificate from the servers, and shows it to them.</summary>
    public bool GetsCertificate => agent.Automatic.AsksForCertificate || agent.Automatic.AsksForConfiguration;

    /// <summary>The agent has material for TLS on one of its interfaces, or asks servers for some.</summary>
    public bool IsOn
    {
        get
        {
            foreach (var side in Interfaces)
                if (HasCa(side) || Find(side, "cert_file") is { IsSet: true }) return true;
            return GetsCertificate;
        }
    }

    public bool HasCa(string side) => Find(side, "ca_file") is { IsSet: true } || Find(side, "ca_path") is { IsSet: true };

    /// <summary>Consul uses neither without the other (run with 1.1.0 to 1.10.11).</summary>
    public bool HasCertificate(string side) => Find(side, "cert_file") is { IsSet: true } && Find(side, "key_file") is { IsSet: true };

    /// <summary>What switches on that a caller has to show a certificate of the CA; null when nothing does.</summary>
    public TlsSetting? VerifyIncoming(string side)
    {
        // Before 1.12.0 either key is enough, and none concerns gRPC.
        if (agent.Version.Has(Feature.TlsStanza)) return On(Find(side, "verify_incoming"));
        return side == Grpc ? null : On(Old("verify_incoming")) ?? On(Old(OldName(side, "verify_incoming")));
    }

    /// <summary>What switches on that every connection to others is TLS and checked with the CA; null when nothing does.</summary>
    public TlsSetting? VerifyOutgoing(string side) => side switch
    {
        Grpc => null,
        Rpc => On(Find(side, "verify_outgoing")) ?? (agent.Version.Has(Feature.ServerHostnameImpliesOutgoing) ? VerifyServerHostname : null),
        _ => On(Find(side, "verify_outgoing")),
    };

    /// <summary>Implies <see cref="VerifyOutgoing"/> since 1.4.1; before, it needs the CA too, but calls still go out in the clear (run with 1.1.0).</summary>
    public TlsSetting? VerifyServerHostname => On(Find(Rpc, "verify_server_hostname"));

    /// <summary>The setting that counts for an interface; null when there is none.</summary>
    public TlsSetting? Find(string side, string key)
    {
        if (New(side, key) is { } own) return own;
        if (OldName(side, key) is { } specific && Old(specific) is { } older) return older;
        // A top-level verify_incoming leaves gRPC alone, as it did when there was no other.
        if (side == Grpc && key == "verify_incoming" && Old(key) is not null) return null;
        return New("defaults", key) ?? Old(key);
    }

    private TlsSetting? New(string stanza, string key) => Said(_tls.Map(stanza)[key]) is { } value ? new TlsSetting(stanza, key, value) : null;

    private TlsSetting? Old(string? key) => key is not null && Said(agent.Config[key]) is { } value ? new TlsSetting(null, key, value) : null;

    private static Value? Said(Value? value) => value is ScalarValue { Kind: ScalarKind.Null } ? null : value;

    private static TlsSetting? On(TlsSetting? setting) => setting is { IsOn: true } ? setting : null;

    private static string? OldName(string side, string key) => (side, key) switch
    {
        (Https, "verify_incoming") => "verify_incoming_https",
        (Rpc, "verify_incoming") => "verify_incoming_rpc",
        (Rpc, "verify_server_hostname") => "verify_server_hostname",
        _ => null,
    };
}

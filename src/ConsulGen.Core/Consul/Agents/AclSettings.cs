using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Consul.Agents;

/// <summary>
/// The ACL settings of an agent in either spelling, that of 1.4.0 or the one before it; agent/config/builder.go of 1.4.0 to 1.10.11,
/// and deprecated.go since.
/// </summary>
internal readonly struct AclSettings(Agent agent)
{
    private readonly MapValue _acl = agent.Config.Map("acl");

    /// <summary>Naming the primary in the older spelling switches ACLs on too.</summary>
    public bool IsOn => _acl.Flag("enabled") ?? agent.Config.Text("acl_datacenter") is { Length: > 0 };

    /// <summary>What no rule of a token allows is refused.</summary>
    public bool DeniesByDefault => IsOn && (_acl.Text("default_policy") ?? agent.Config.Text("acl_default_policy")) == "deny";

    /// <summary>The configuration gives the agent a token for its own work.</summary>
    public bool HasToken =>
        HasDefaultToken || IsGiven(_acl.At("tokens", "agent")) || IsGiven(agent.Config["acl_agent_token"]);

    /// <summary>Services of files that have no token of their own are registered with this one.</summary>
    public bool HasServiceToken => HasDefaultToken
        || agent.Version.Has(Feature.FileServiceToken) && IsGiven(_acl.At("tokens", "config_file_service_registration"));

    /// <summary>DNS asks with a token.</summary>
    public bool HasDnsToken => HasDefaultToken || DnsTokenKey is not null && IsGiven(_acl.At("tokens", "dns"));

    /// <summary>Null before 1.17.0.</summary>
    public string? DnsTokenKey => agent.Version.Has(Feature.DnsToken) ? "acl.tokens.dns" : null;

    private bool HasDefaultToken => IsGiven(_acl.At("tokens", "default")) || IsGiven(agent.Config["acl_token"]);

    /// <summary>Tokens that are set over the API are still there after a restart.</summary>
    public bool KeepsTokens => _acl.Flag("enable_token_persistence") is true;

    /// <summary>The older key of the token switches replication on too.</summary>
    public bool ReplicatesTokens =>
        _acl.Flag("enable_token_replication") ?? agent.Config.Flag("enable_acl_replication") ?? IsGiven(agent.Config["acl_replication_token"]);

    /// <summary>The datacenter that decides on tokens and policies. Consul compares it in lower case.</summary>
    public string Primary => NamedPrimary ?? agent.Datacenter.ToLowerInvariant();

    /// <summary>The agent is in the datacenter that decides.</summary>
    public bool IsInPrimary => string.Equals(Primary, agent.Datacenter, StringComparison.OrdinalIgnoreCase);

    /// <summary>Null where the agent names none, which makes its own datacenter the primary.</summary>
    public string? NamedPrimary =>
        (agent.Config.Text("primary_datacenter") is { Length: > 0 } primary ? primary
        : agent.Config.Text("acl_datacenter") is { Length: > 0 } older ? older
        : null)?.ToLowerInvariant();

    /// <summary>What the bootstrap makes the first token of; null where it chooses one itself.</summary>
    public Value? FirstToken => _acl.At("tokens", "initial_management") ?? _acl.At("tokens", "master") ?? agent.Config["acl_master_token"];

    /// <summary>
    /// Keys of <c>acl.tokens</c> whose tokens have to be made over the API before an agent shows them; until then it is refused, also
    /// where everything is allowed (run with 1.6.5, 1.8.4 and 1.10.11). The others are the agent's own, or what a bootstrap makes.
    /// </summary>
    public static ImmutableArray<string> MadeTokens { get; } = ["agent", "config_file_service_registration", "default", "dns", "replication"];

    /// <summary><see cref="MadeTokens"/> by their keys before 1.4.0.</summary>
    public static ImmutableArray<string> OlderMadeTokens { get; } = ["acl_agent_token", "acl_replication_token", "acl_token"];

    private static bool IsGiven(Value? value) => value is SecretValue or ScalarValue { Kind: not ScalarKind.Null, Text.Length: > 0 };
}

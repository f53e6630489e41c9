using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Consul.Keys;
using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Consul.Releases.Defaults;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Planning.Changes;

/// <summary>
/// What a changed key asks of a running agent. The table of keys knows what <c>consul reload</c> takes; this is the rest: keys that
/// the live cluster ignores, and those that a restart alone would not change safely. What is in neither needs a restart.
/// </summary>
public static class KeyEffects
{
    /// <summary>Of every key of TLS.</summary>
    public const string TlsSwitch = "a reload switches TLS neither on nor off";

    private const string AtStart = "read when the agent starts";
    private const string Tokens = "tokens decide from then on, or no longer";
    private const string InRaft = "kept in Raft since the first start";

    /// <summary>
    /// By key or by what it stands below. Sources: Consul's documentation "agent configuration, reloadable configuration",
    /// "bootstrap", "autopilot"; <c>agent/retry_join.go</c>, <c>agent/consul/leader.go</c> of 1.1.0 to 2.0.0.
    /// </summary>
    private static readonly (string Path, ChangeClass Server, ChangeClass Client, string Note)[] Table =
    [
        ("address", ChangeClass.NoEffect, ChangeClass.NoEffect, "the agent's own addresses are keys of their own"),
        ("acl.default_policy", ChangeClass.Procedure, ChangeClass.Restart, Tokens),
        ("acl.enabled", ChangeClass.Procedure, ChangeClass.Procedure, Tokens),
        ("acl_datacenter", ChangeClass.NotInPlace, ChangeClass.Restart, "the ACLs of the old primary are not carried over"),
        ("acl_default_policy", ChangeClass.Procedure, ChangeClass.Restart, Tokens),
        ("advertise_addr", ChangeClass.Procedure, ChangeClass.Restart, "Raft and gossip know the agent by it"),
        ("advertise_addr_ipv4", ChangeClass.Procedure, ChangeClass.Restart, "Raft and gossip know the agent by it"),
        ("advertise_addr_ipv6", ChangeClass.Procedure, ChangeClass.Restart, "Raft and gossip know the agent by it"),
        ("autopilot", ChangeClass.NoEffect, ChangeClass.NoEffect, InRaft),
        ("bind_addr", ChangeClass.Procedure, ChangeClass.Restart, "Raft and gossip know the agent by it"),
        ("bootstrap_expect", ChangeClass.NoEffect, ChangeClass.NoEffect, "only the first election of a cluster uses it"),
        ("config_entries.bootstrap", ChangeClass.NoEffect, ChangeClass.NoEffect, "the next leader only takes entries that do not exist yet"),
        ("consul.config_format", ChangeClass.NoEffect, ChangeClass.NoEffect, "the same configuration in another form"),
        ("consul.service_manager", ChangeClass.Procedure, ChangeClass.Restart, "the old manager has to let go first"),
        ("consul.unit", ChangeClass.Procedure, ChangeClass.Restart, "the old unit has to stop first"),
        ("consul.version", ChangeClass.Procedure, ChangeClass.Restart, "servers before clients, one at a time"),
        ("data_dir", ChangeClass.Procedure, ChangeClass.Procedure, "the data has to move with it"),
        ("datacenter", ChangeClass.NotInPlace, ChangeClass.NotInPlace, "the gossip pool and the state belong to the name"),
        ("encrypt", ChangeClass.Procedure, ChangeClass.Procedure, "agents with and without a key do not hear each other"),
        ("node_id", ChangeClass.NotInPlace, ChangeClass.NotInPlace, "the cluster takes it for another node"),
        ("node_name", ChangeClass.Procedure, ChangeClass.Procedure, "the old name has to leave first"),
        ("ports.serf_lan", ChangeClass.Procedure, ChangeClass.Restart, "the others know the agent by it"),
        ("ports.serf_wan", ChangeClass.Procedure, ChangeClass.NoEffect, "the other datacenters know the server by it"),
        ("ports.server", ChangeClass.Procedure, ChangeClass.NoEffect, "Raft knows the server by it"),
        ("primary_datacenter", ChangeClass.NotInPlace, ChangeClass.Restart, "the ACLs of the old primary are not carried over"),
        ("raft_logstore.backend", ChangeClass.Procedure, ChangeClass.NoEffect, "another store on disk"),
        ("retry_interval", ChangeClass.NoEffect, ChangeClass.NoEffect, AtStart),
        ("retry_interval_wan", ChangeClass.NoEffect, ChangeClass.NoEffect, AtStart),
        ("retry_join", ChangeClass.NoEffect, ChangeClass.NoEffect, AtStart),
        ("retry_join_wan", ChangeClass.NoEffect, ChangeClass.NoEffect, AtStart),
        ("retry_max", ChangeClass.NoEffect, ChangeClass.NoEffect, AtStart),
        ("retry_max_wan", ChangeClass.NoEffect, ChangeClass.NoEffect, AtStart),
        ("server", ChangeClass.Procedure, ChangeClass.Procedure, "a voter comes or goes"),
        ("start_join", ChangeClass.NoEffect, ChangeClass.NoEffect, AtStart),
        ("start_join_wan", ChangeClass.NoEffect, ChangeClass.NoEffect, AtStart),
        ("wan_address", ChangeClass.NoEffect, ChangeClass.NoEffect, "the agent's own addresses are keys of their own"),
        ("zone", ChangeClass.NoEffect, ChangeClass.NoEffect, "Consul's community edition does not know zones"),
    ];

    private static readonly ImmutableArray<string> OlderTlsKeys =
    [
        "ca_file", "ca_path", "cert_file", "key_file", "tls_cipher_suites", "tls_min_version", "tls_prefer_server_cipher_suites",
        "verify_incoming", "verify_incoming_https", "verify_incoming_rpc", "verify_outgoing", "verify_server_hostname",
    ];

    internal static KeyChange Judge(string path, Value? old, Value? next, Agent before, Agent after)
    {
        if (path == "consul.version" && old is null)
            return new KeyChange(path, old, next, ChangeClass.Procedure)
            {
                Note = "what runs the old inventory does not say: ask consul version, as a newer one must not go back",
            };
        if (path == "consul.version" && next is null)
            return new KeyChange(path, old, next, ChangeClass.NoEffect) { Note = "the inventory no longer says which release runs" };
        if (path == "bind_addr" && before.AdvertisedAddress == after.AdvertisedAddress)
            return new KeyChange(path, old, next, ChangeClass.Restart) { Note = $"others know it by {after.AdvertisedAddress} as before" };
        if (path == "encrypt" && old is not null && next is not null && before.KeepsKeyring && after.KeepsKeyring)
            return new KeyChange(path, old, next, ChangeClass.NoEffect)
            {
                Note = "the keyring in the data folder wins over it; consul keyring changes the key",
            };
        if (path == "performance.raft_multiplier" && !LeaseAllows(before, after))
            return new KeyChange(path, old, next, ChangeClass.Restart)
            {
                Note = "a reload keeps the leader's lease of before, and Raft refuses a heartbeat that is shorter",
            };
        if (StandingFact(path, before, after) is { } fact) return new KeyChange(path, old, next, ChangeClass.NoEffect) { Note = fact };
        if (Known(path) is var (server, client, note))
            return new KeyChange(path, old, next, before.IsServer || after.IsServer ? server : client) { Note = note };
        if ((old ?? next) is { } said && (old is null || next is null) && EffectiveDefault.Is(path, said, old is null ? before : after))
            return new KeyChange(path, old, next, ChangeClass.NoEffect) { Note = $"{(old is null ? "as before" : "as it stays")}, by default" };
        if (path.StartsWith("services.", StringComparison.Ordinal)) return new KeyChange(path, old, next, ChangeClass.Reload);
        if (path.StartsWith("consul.", StringComparison.Ordinal) || path.StartsWith("systemd.", StringComparison.Ordinal)
            || path.StartsWith("supervisor.", StringComparison.Ordinal))
            return new KeyChange(path, old, next, ChangeClass.Restart);
        if (before.IsServer == after.IsServer && Nearest(path)?.Concerns(after.IsServer) is false)
            return new KeyChange(path, old, next, ChangeClass.NoEffect) { Note = $"only {(after.IsServer ? "clients" : "servers")} use it" };
        return IsTls(path) && before.Tls.IsOn != after.Tls.IsOn
            ? new KeyChange(path, old, next, ChangeClass.Procedure) { Note = TlsSwitch }
            : new KeyChange(path, old, next, IsReloadable(path, before.Version) ? ChangeClass.Reload : ChangeClass.Restart);
    }

    /// <summary>What a change of the key asks of servers and of clients, whatever its values are; null where the table of keys says it all.</summary>
    public static (ChangeClass Server, ChangeClass Client, string Note)? Known(string path)
    {
        foreach (var row in Table)
            if (path.StartsWith(row.Path, StringComparison.Ordinal) && (path.Length == row.Path.Length || path[row.Path.Length] == '.'))
                return (row.Server, row.Client, row.Note);
        return null;
    }

    /// <summary>
    /// A reload stretches the heartbeat (1 s times the multiplier), and not the lease (0.5 s times it), which may not be longer:
    /// <c>ReloadConfig</c> of hashicorp/raft's api.go; a reload from 5 to 1 is refused (run with 1.21.4).
    /// </summary>
    private static bool LeaseAllows(Agent before, Agent after) => 2 * Multiplier(after) >= Multiplier(before);

    private static int Multiplier(Agent agent) => agent.Config.Map("performance").Number("raft_multiplier") is > 0 and var number ? number : 5;

    /// <summary>What the key says and the agent had before, by another key or by default; null where it is another thing.</summary>
    private static string? StandingFact(string path, Agent before, Agent after)
    {
        switch (path)
        {
            case "acl.enabled" or "acl_datacenter" or "primary_datacenter":
                var (old, next) = (before.Acl, after.Acl);
                if (old.Primary != next.Primary || old.IsOn != next.IsOn && path != "primary_datacenter") return null;
                return path == "acl.enabled" ? $"ACLs are {(next.IsOn ? "on" : "off")} as before" : $"the primary is {next.Primary} as before";
            case "advertise_addr" or "advertise_addr_ipv4" or "advertise_addr_ipv6" when before.AdvertisedAddress == after.AdvertisedAddress:
                return $"others know it by {after.AdvertisedAddress} as before";
            case "node_id" when string.Equals(before.NodeId, after.NodeId, StringComparison.OrdinalIgnoreCase):
                return "Consul reads it in lower case";
            case "acl.enable_token_replication" when before.Acl.ReplicatesTokens == after.Acl.ReplicatesTokens:
                return $"tokens are {(after.Acl.ReplicatesTokens ? "replicated" : "not replicated")} as before";
            case "tls.grpc.verify_incoming" when before.Tls.VerifyIncoming(TlsSettings.Grpc) is null == after.Tls.VerifyIncoming(
                TlsSettings.Grpc) is null:
                return "gRPC asks for certificates no more and no less than before";
            default:
                return null;
        }
    }

    public static bool IsTls(string path) =>
        OlderTlsKeys.Contains(path) || path.StartsWith("tls.", StringComparison.Ordinal) || path.StartsWith("auto_encrypt.", StringComparison.Ordinal);

    private static bool IsReloadable(string path, ConsulVersion version) => Nearest(path)?.ReloadableSince is { } since && version >= since;

    /// <summary>The key at a path, or the nearest above it that the table has.</summary>
    private static AgentKey? Nearest(string path)
    {
        for (var at = path; ; at = at[..at.LastIndexOf('.')])
        {
            if (AgentKeys.Instance.Find(at) is { } key) return key;
            if (!at.Contains('.', StringComparison.Ordinal)) return null;
        }
    }
}

using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Inventories;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Resolving.Security;

/// <summary>
/// The block <c>acl</c>: Consul's keys of <c>acl { }</c>, with what is usual where ACLs are on. Before 1.4.0 naming the deciding
/// datacenter switches them on, and only servers judge by default_policy (docs, ACL guide of 1.3).
/// </summary>
internal static class Acl
{
    /// <summary>A secret of this name is the agent's own token, unless the block says otherwise.</summary>
    private const string UsualAgentToken = "agent_token";

    private static readonly ImmutableArray<string> Tuning = ["enable_key_list_policy", "policy_ttl", "role_ttl", "token_ttl"];

    private static readonly ImmutableArray<string> Tokens = ["agent_recovery", "config_file_service_registration", "default", "dns"];

    public static MapValue Of(MapValue block, SecuredAgent agent, ImmutableSortedDictionary<string, SecretDefinition> secrets)
    {
        var keys = new BlockKeys(block, agent);
        var hasStanza = agent.Version.Has(Feature.AclStanza);
        if (hasStanza) keys.Add("acl.enabled", keys.Or(ScalarValue.Of(true), "enabled"));
        if (block.Flag("enabled") is false) return keys.Made;
        if (!hasStanza && agent.Declared["acl_datacenter"] is null)
            keys.AddPath("acl_datacenter", keys.Because(block["enabled"], ScalarValue.Of(agent.Primary)));

        if (hasStanza || agent.IsServer) keys.Add("acl.default_policy", keys.Or(ScalarValue.Of("deny"), "default_policy"));
        keys.Add("acl.down_policy", keys.Or(ScalarValue.Of("extend-cache"), "down_policy"));
        // What bootstrap.sh gives an agent has to outlive a restart.
        keys.Add("acl.enable_token_persistence", keys.Or(ScalarValue.Of(true), "enable_token_persistence"));
        foreach (var setting in Tuning) keys.Add("acl." + setting, keys.Or(null, setting));
        foreach (var token in Tokens) keys.Add("acl.tokens." + token, keys.Or(null, "tokens", token));
        keys.Add(
            "acl.tokens.agent",
            block.At("tokens", "agent") is null && secrets.ContainsKey(UsualAgentToken) ? keys.Secret(UsualAgentToken) : keys.Or(null, "tokens", "agent"));
        // The first token is made where tokens are decided on, and copied from there.
        if (agent.IsOfPrimary) keys.Add("acl.tokens.initial_management", keys.Or(null, "tokens", "initial_management"));
        else AddReplication(keys);
        return keys.Made;
    }

    private static void AddReplication(BlockKeys keys)
    {
        var token = keys.Or(null, "tokens", "replication");
        keys.Add("acl.tokens.replication", token);
        keys.Add("acl.enable_token_replication", keys.Or(token is null ? null : ScalarValue.Of(true), "enable_token_replication"));
    }
}

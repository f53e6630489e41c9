using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Consul.Agents;

/// <summary>A token that an agent is to have, made for nobody else, and what it has to be allowed.</summary>
/// <param name="Name">Of the first thing that it is for, <c>agent</c> or <c>default</c>, or of the secret that holds it.</param>
internal sealed record AgentToken(string Name)
{
    /// <summary>As which the agent takes it over its API, in its release's names; none for one that stands in services only.</summary>
    public ImmutableArray<string> Slots { get; private set; } = [];

    /// <summary>The secret of the inventory that stands for it; null where it is only given over the API.</summary>
    public string? Secret { get; private init; }

    /// <summary>It is the node's own, with its checks.</summary>
    public bool WritesNode { get; private set; }

    /// <summary>It answers DNS.</summary>
    public bool ReadsNames { get; private set; }

    /// <summary>A server of another datacenter copies ACLs with it.</summary>
    public bool Replicates { get; private set; }

    /// <summary>The services that it registers, in ordinal order.</summary>
    public ImmutableSortedSet<string> Services { get; private set; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>
    /// The agent's own; that of services and checks of files which have none; that of DNS; and what the inventory's services name. Which is
    /// which differs by release: agent/local/state.go, agent/dns.go, agent/agent_endpoint.go of 1.4.0 to 1.21.
    /// </summary>
    /// <param name="first">The first management token of the datacenters, which is made by a bootstrap.</param>
    public static ImmutableArray<AgentToken> Of(Agent agent, Value? first)
    {
        var tokens = new List<AgentToken>(3);
        For("agent").WritesNode = true;
        var definitions = AgentDefinitions.Of(agent);
        var files = agent.Version.Has(Feature.FileServiceToken) ? "config_file_service_registration" : "default";
        foreach (var service in definitions.Services)
        {
            if (service.Text("name") is not { Length: > 0 } name) continue;
            var token = service["token"] is SecretValue secret && !TokensShown.Is(secret, first) ? OfSecret(secret.Name, "service-" + secret.Name)
                : DefinitionKeys.Has(service, "token") ? null
                : For(files);
            if (token is null) continue;
            token.Services = token.Services.Add(name);
            if (service.At("connect", "sidecar_service") is not (null or ScalarValue)) token.Services = token.Services.Add(name + "-sidecar-proxy");
        }

        if (definitions.OwnChecks.Any(c => !DefinitionKeys.Has(c, "token") && !DefinitionKeys.Has(c, "service_id"))) For(files).WritesNode = true;
        if (agent.Ports["dns"] > 0) For(agent.Acl.DnsTokenKey is null ? "default" : "dns").ReadsNames = true;
        if (agent.IsServer && !agent.Acl.IsInPrimary) For("replication").Replicates = true;
        return [.. tokens];

        AgentToken For(string slot)
        {
            var token = agent.Config.Map("acl").At("tokens", slot) is SecretValue secret && !TokensShown.Is(secret, first)
                ? OfSecret(secret.Name, slot)
                : Found(t => t.Secret is null && t.Name == slot) ?? Added(new AgentToken(slot));
            var name = NameOf(agent, slot);
            if (!token.Slots.Contains(name)) token.Slots = token.Slots.Add(name);
            return token;
        }

        AgentToken OfSecret(string secret, string name) => Found(t => t.Secret == secret) ?? Added(new AgentToken(name) { Secret = secret });

        AgentToken? Found(Predicate<AgentToken> isIt) => tokens.Find(isIt);

        AgentToken Added(AgentToken token)
        {
            tokens.Add(token);
            return token;
        }
    }

    private static string NameOf(Agent agent, string slot) => agent.Version.Has(Feature.AgentTokenNames) ? slot : slot switch
    {
        "agent" => "acl_agent_token",
        "default" => "acl_token",
        _ => $"acl_{slot}_token",
    };
}

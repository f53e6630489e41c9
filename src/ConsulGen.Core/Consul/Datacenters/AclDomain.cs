using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Consul.Datacenters;

/// <summary>The agents whose tokens and policies one datacenter decides on: all that name it as the primary.</summary>
/// <param name="Primary">In lower case, as Consul compares it.</param>
internal sealed record AclDomain(string Primary, ImmutableArray<Agent> Agents)
{
    /// <summary>In ordinal order of primaries; agents without ACLs are in none.</summary>
    public static ImmutableArray<AclDomain> In(Topology topology) =>
    [
        .. topology.Agents
            .Where(a => a.Acl.IsOn)
            .GroupBy(a => a.Acl.Primary, StringComparer.Ordinal)
            .OrderBy(d => d.Key, StringComparer.Ordinal)
            .Select(d => new AclDomain(d.Key, [.. d])),
    ];

    /// <summary>All have the ACLs of 1.4.0, with policies. The ones before had another API.</summary>
    public bool HasPolicies => Agents.All(a => a.Version.Has(Feature.AclStanza));

    /// <summary>A token can be a node's identity, since every server knows what that is.</summary>
    public bool HasNodeIdentities => Agents.All(a => !a.IsServer || a.Version.Has(Feature.NodeIdentity));

    /// <summary>What a bootstrap makes the first token of, as the servers of the primary have it; null where it chooses one itself.</summary>
    public static Value? FirstToken(string primary, Topology topology) => topology.Datacenters
        .Where(d => PrimaryDatacenter.Is(d.Name, primary))
        .SelectMany(d => d.Servers)
        .Select(s => s.Acl.FirstToken)
        .FirstOrDefault(t => t is not null);

    /// <summary>Secrets that are tokens of the agent alone: there is nothing in them before the bootstrap has made them.</summary>
    public static ImmutableArray<string> SecretsMadeFor(Agent agent, Topology topology) =>
        agent.Acl.IsOn && agent.Version.Has(Feature.AclStanza)
            ? [.. AgentToken.Of(agent, FirstToken(agent.Acl.Primary, topology)).Select(t => t.Secret).OfType<string>()]
            : [];

    public bool IsReplicated => Agents.Any(a => a.IsServer && !a.Acl.IsInPrimary);

    public bool ReplicatesTokens => Agents.Any(a => a.IsServer && !a.Acl.IsInPrimary && a.Acl.ReplicatesTokens);

    public bool HasMesh => Agents.Any(a => a.IsServer && a.Mesh.IsOn);
}

using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Consul.Agents;

/// <summary>
/// The address by which Raft and gossip know an agent: <c>advertise_addr</c>, or else <c>bind_addr</c> unless it stands for all
/// (agent/config/builder.go, 1.1.0 to 1.21.4).
/// </summary>
internal static class AdvertisedAddress
{
    /// <summary>For an agent that guesses it, the host's address, which is its only one as far as the inventory tells.</summary>
    public static string Of(Agent agent) => Said(agent) ?? agent.Address;

    /// <summary>Null where the agent guesses.</summary>
    private static string? Said(Agent agent)
    {
        foreach (var key in Keys)
            if (agent.Config.Text(key) is { Length: > 0 } address && address is not ("0.0.0.0" or "::" or "[::]"))
                return address;
        return null;
    }

    /// <summary>The first that is set wins; of the two for a family, the one of the address that is bound, which no host has two of here.</summary>
    private static readonly ImmutableArray<string> Keys = ["advertise_addr", "advertise_addr_ipv4", "advertise_addr_ipv6", "bind_addr"];
}

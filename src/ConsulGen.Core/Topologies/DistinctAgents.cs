using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Topologies;

/// <summary>
/// Agents without those of whom the inventory says the same as of an earlier one: same datacenter, role and version, same declared
/// values, no placeholder in them. What a rule finds in such an agent's configuration or services it has found already. Addresses
/// and ports are each host's own, and not compared: a rule that looks at <c>bind_addr</c>, which follows from the address, has to ask
/// all agents.
/// </summary>
internal static class DistinctAgents
{
    public static IEnumerable<Agent> Of(IEnumerable<Agent> agents)
    {
        // Maps compare by reference: hosts of a group share theirs.
        var seen = new HashSet<(MapValue Config, MapValue Services, string Datacenter, ConsulVersion Version, bool IsServer)>();
        foreach (var agent in agents)
            if (agent.DeclaredConfig.HasPlaceholders || agent.DeclaredServices.HasPlaceholders
                || seen.Add((agent.DeclaredConfig, agent.DeclaredServices, agent.Datacenter, agent.Version, agent.IsServer)))
                yield return agent;
    }
}

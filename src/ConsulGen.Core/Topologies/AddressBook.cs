namespace ConsulGen.Core.Topologies;

/// <summary>Who stands behind an address.</summary>
internal static class AddressBook
{
    /// <summary>The agents of a datacenter by the addresses under which others know them.</summary>
    public static Dictionary<string, List<Agent>> Of(ImmutableArray<Agent> agents) =>
        Index(agents, agent => [agent.Address, agent.Config.Text("advertise_addr"), agent.Config.Text("bind_addr")]);

    /// <summary>All servers by the addresses under which those of other datacenters know them.</summary>
    public static Dictionary<string, List<Agent>> OfWan(Topology topology) =>
        Index(topology.Datacenters.SelectMany(d => d.Servers), server => [server.WanAddress ?? server.Address, server.Config.Text("advertise_addr_wan")]);

    private static Dictionary<string, List<Agent>> Index(IEnumerable<Agent> hosts, Func<Agent, string?[]> known)
    {
        var agents = new Dictionary<string, List<Agent>>(StringComparer.OrdinalIgnoreCase);
        foreach (var agent in hosts)
            foreach (var address in known(agent))
            {
                if (address is null or "" or "0.0.0.0" or "::" or "[::]") continue;
                if (!agents.TryGetValue(address, out var list)) agents[address] = list = [];
                // Mostly the same address under several keys.
                if (list.Count == 0 || !ReferenceEquals(list[^1], agent)) list.Add(agent);
            }

        return agents;
    }
}

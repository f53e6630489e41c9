using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Planning.Changes;

/// <summary>
/// Which agent becomes which: by node id; else by name in the same datacenter; else by name and address, for one that changes its
/// datacenter; else by machine, for one that gets another name. Where several have the same name, by their order.
/// </summary>
internal static class HostMatching
{
    public static IEnumerable<AgentChange> Match(Topology old, Topology next)
    {
        var left = old.Agents.ToHashSet(ReferenceEqualityComparer.Instance);
        var matched = new Dictionary<Agent, Agent>(ReferenceEqualityComparer.Instance);
        foreach (var key in new Func<Agent, string?>[] { NodeId, Name, a => $"{a.Name} {a.Address}", Place, Unit })
        {
            var before = Unique(old.Agents.Where(left.Contains), key);
            foreach (var (id, agent) in Unique(next.Agents.Where(a => !matched.ContainsKey(a)), key))
                if (before.TryGetValue(id, out var former) && MayBeOne(former, agent) && left.Remove(former)) matched[agent] = former;
        }

        // Names that several have are an error that lint reports; the plan should say no more than that.
        var namesakes = old.Agents
            .Where(left.Contains)
            .GroupBy(Name, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => new Queue<Agent>(g), StringComparer.Ordinal);
        foreach (var agent in next.Agents.Where(a => !matched.ContainsKey(a)))
            if (namesakes.TryGetValue(Name(agent), out var formers) && formers.TryDequeue(out var former) && left.Remove(former)) matched[agent] = former;

        return next.Agents
            .Select(a => new AgentChange(matched.GetValueOrDefault(a), a))
            .Concat(old.Agents.Where(left.Contains).Select(a => new AgentChange(a, null)));
    }

    private static string Name(Agent agent) => $"{agent.Datacenter}/{agent.Name}";

    /// <summary>Two names at one place are one agent: the machine runs only one of them.</summary>
    private static string? Place(Agent agent) => OnMachine(agent, agent.Ports["serf_lan"].ToString(CultureInfo.InvariantCulture));

    private static string? Unit(Agent agent) => OnMachine(agent, agent.Install.Unit);

    private static string? OnMachine(Agent agent, string part) => agent.Address.Length > 0 ? $"{agent.Datacenter}/{agent.Machine} {part}" : null;

    /// <summary>Another name and another pinned node id are another node, whatever its address.</summary>
    private static bool MayBeOne(Agent old, Agent next) =>
        old.Name == next.Name || NodeId(old) is not { } before || NodeId(next) is not { } after || before == after;

    /// <summary>Of each agent its key; none where several have the same.</summary>
    private static Dictionary<string, Agent> Unique(IEnumerable<Agent> agents, Func<Agent, string?> key) => agents
        .Select(a => (Agent: a, Key: key(a)))
        .Where(a => a.Key is not null)
        .GroupBy(a => a.Key ?? "", StringComparer.Ordinal)
        .Where(g => g.Count() == 1)
        .ToDictionary(g => g.Key, g => g.First().Agent, StringComparer.Ordinal);

    /// <summary>Consul compares node ids in lower case.</summary>
    private static string? NodeId(Agent agent) => agent.NodeId?.ToLowerInvariant();
}

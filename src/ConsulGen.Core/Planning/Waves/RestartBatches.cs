using ConsulGen.Core.Planning.Changes;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Planning.Waves;

/// <summary>
/// Clients in groups that may restart at once: of no service more than a share of its instances, but always one. Clients without
/// services count as a service of their own, so that they do not all come back to the servers at the same time.
/// </summary>
internal static class RestartBatches
{
    /// <summary>Of the instances of a service in the datacenter, in percent.</summary>
    public const int Share = 20;

    /// <param name="restarting">In the order in which they are to go.</param>
    public static ImmutableArray<ImmutableArray<AgentChange>> Of(DatacenterChange datacenter, IEnumerable<AgentChange> restarting)
    {
        var instances = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var agent in datacenter.Old?.Clients ?? [])
            foreach (var service in Services(agent)) instances[service] = instances.GetValueOrDefault(service) + 1;
        var batches = new List<(List<AgentChange> Agents, Dictionary<string, int> Down)>();
        foreach (var agent in restarting)
        {
            var services = Services(agent.Old ?? agent.Agent);
            var batch = batches.FindIndex(b => services.TrueForAll(s => b.Down.GetValueOrDefault(s) < Math.Max(1, instances[s] * Share / 100)));
            if (batch < 0)
            {
                batch = batches.Count;
                batches.Add(([], new Dictionary<string, int>(StringComparer.Ordinal)));
            }

            batches[batch].Agents.Add(agent);
            foreach (var service in services) batches[batch].Down[service] = batches[batch].Down.GetValueOrDefault(service) + 1;
        }

        return [.. batches.Select(b => b.Agents.ToImmutableArray())];
    }

    private static List<string> Services(Agent agent)
    {
        var names = agent.Services.Select(s => s.Definition.Text("name") ?? s.Id).Distinct(StringComparer.Ordinal).ToList();
        return names.Count > 0 ? names : [""];
    }
}

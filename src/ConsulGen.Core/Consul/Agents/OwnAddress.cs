using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Consul.Agents;

/// <summary>
/// Entries of a join list that lead an agent to itself. Such a join succeeds at once, and the agent tries no other one again: where the
/// network is late, each server is then a cluster of its own (run with 1.6.5 and 1.10.11).
/// </summary>
internal static class OwnAddress
{
    public static bool Is(Agent agent, Value entry) =>
        JoinEntry.Parse(entry) is { } join && (join.Port ?? agent.Ports["serf_lan"]) == agent.Ports["serf_lan"]
        && join.Host.Length > 0 && (join.Host == agent.Address || join.Host == agent.AdvertisedAddress);
}

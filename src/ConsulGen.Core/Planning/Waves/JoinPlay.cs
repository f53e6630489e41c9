using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Planning.Changes;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Planning.Waves;

/// <summary>Plays who is there when a server starts with its final files: one whose join list leads to nobody yet makes a cluster of its own.</summary>
internal static class JoinPlay
{
    /// <summary>The servers that would start alone, in the order of their moves; lists that leave open who is meant are not judged.</summary>
    public static IEnumerable<AgentChange> Alone(DatacenterChange datacenter)
    {
        if (datacenter is not { IsLive: true, Old: { } old, New: { Servers.IsEmpty: false } next }) yield break;
        var known = new Dictionary<string, List<Agent>>(next.Addresses, StringComparer.OrdinalIgnoreCase);
        foreach (var (address, agents) in old.Addresses) known[address] = known.TryGetValue(address, out var more) ? [.. more, .. agents] : agents;
        var targets = new JoinTargets(known, "serf_lan");
        var present = old.Servers.Concat(old.Clients).Select(Place).ToHashSet();
        foreach (var move in ServerSchedule.Of(datacenter))
        {
            if (move.Change.Old is { } was && was.Datacenter == datacenter.Name && move.Kind != ServerMoveKind.Return) present.Remove(Place(was));
            if (move.Kind is ServerMoveKind.Leave or ServerMoveKind.Depart || move.Change.New is not { } joiner) continue;
            // A restart keeps the gossip of former times; where no voter is left, the first one begins anew with the snapshot.
            if (move.Kind != ServerMoveKind.Restart && move.Quorum.Before.Voters > 0
                && joiner.Config["start_join"] is null && joiner.Config["retry_join"] is ListValue list
                && targets.Of(list, joiner) is { } meant && !meant.Exists(t => present.Contains(Place(t))))
                yield return move.Change;
            present.Add(Place(joiner));
        }
    }

    private static (string, int) Place(Agent agent) => (agent.AdvertisedAddress ?? agent.Address, agent.Ports["serf_lan"]);
}

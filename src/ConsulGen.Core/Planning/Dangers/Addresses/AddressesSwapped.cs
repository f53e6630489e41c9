using ConsulGen.Core.Planning.Changes;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Planning.Dangers.Addresses;

/// <summary>Agents that stay and take each other's place: whoever moves first finds the place taken, in every order.</summary>
internal sealed class AddressesSwapped()
    : DangerRule("addresses-swapped", DangerSeverity.Block, "Hosts take each other's addresses")
{
    public override bool StepsCannotWork => true;

    public override void Check(TopologyChange change, Report report)
    {
        var holders = new Dictionary<(string, int), AgentChange>();
        var moving = new List<AgentChange>();
        foreach (var agent in change.Agents)
        {
            if (agent is not { Old: { Address.Length: > 0 } old, New: { Address.Length: > 0 } next } || Place(old) == Place(next)) continue;
            holders.TryAdd(Place(old), agent);
            moving.Add(agent);
        }

        var seen = new HashSet<AgentChange>(ReferenceEqualityComparer.Instance);
        foreach (var agent in moving)
        {
            if (Ring(agent, holders, seen) is not [var first, ..] ring) continue;
            report(
                DangerSeverity.Block,
                first.Agent.AddressSpan.Exists ? first.Agent.AddressSpan : first.Agent.Span,
                $"{string.Join(", ", ring.Select(a => $"{a.Name} takes {a.New?.Address} of {Holder(a, holders)?.Name}"))}: whoever moves first, "
                    + "two machines have one address for a while, and Raft and gossip take the one for the other",
                $"move {first.Name} to a spare address in a change of its own, then the others, and {first.Name} at last; "
                    + "or swap the names in the inventory, and leave the machines where they are",
                ring.Select(a => a.Name));
        }
    }

    /// <summary>Those that wait for each other, from <paramref name="start"/> on; null where somebody finds a free place. Each agent is visited once.</summary>
    private static List<AgentChange>? Ring(AgentChange start, Dictionary<(string, int), AgentChange> holders, HashSet<AgentChange> seen)
    {
        var path = new List<AgentChange>();
        var at = start;
        while (seen.Add(at))
        {
            path.Add(at);
            if (Holder(at, holders) is not { } next) return null;
            at = next;
        }

        var index = path.FindIndex(a => ReferenceEquals(a, at));
        return index < 0 ? null : path[index..];
    }

    private static AgentChange? Holder(AgentChange agent, Dictionary<(string, int), AgentChange> holders) =>
        agent.New is { } next ? holders.GetValueOrDefault(Place(next)) : null;

    private static (string, int) Place(Agent agent) => (agent.Machine, agent.Ports["serf_lan"]);
}

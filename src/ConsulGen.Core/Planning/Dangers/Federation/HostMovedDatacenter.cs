using ConsulGen.Core.Planning.Changes;

namespace ConsulGen.Core.Planning.Dangers.Federation;

/// <summary>The gossip pool, Raft's state and the catalogue belong to a datacenter: Consul's documentation "Agent configuration, datacenter".</summary>
internal sealed class HostMovedDatacenter()
    : DangerRule("host-moved-datacenter", DangerSeverity.Procedure, "An agent moves to another datacenter")
{
    public override void Check(TopologyChange change, Report report)
    {
        // All of a datacenter that is renamed moves; that is another danger.
        var renamed = RenamedDatacenters.Of(change).Select(g => g.Key).ToHashSet();
        var moved = change.Agents
            .Where(a => a is { Old: { } old, New: { } next } && old.Datacenter != next.Datacenter)
            .GroupBy(a => (Old: a.Old?.Datacenter ?? "", New: a.New?.Datacenter ?? ""))
            .Where(g => !renamed.Contains(g.Key));
        foreach (var agents in moved)
            report(
                DangerSeverity.Procedure,
                agents.First().Agent.Span,
                $"{AgentCount.Of([.. agents], "agents")} {(agents.Count() == 1 ? "moves" : "move")} from datacenter \"{agents.Key.Old}\" to "
                    + $"\"{agents.Key.New}\": with the old data folder the agent is refused by both, as its name and id are still known in the old one",
                "one agent after the other: consul leave, clear its data folder, take another node id where one is set, "
                    + "and start it with the new configuration",
                agents.Select(a => a.Name));
    }
}

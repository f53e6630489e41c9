using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Planning.Changes;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Planning.Dangers.Gossip;

/// <summary>
/// Consul's documentation "Enable gossip encryption on an existing cluster": three rolling restarts, each with a phase that goes
/// along with the one before.
/// </summary>
internal sealed class GossipEncryptionSwitched()
    : DangerRule("gossip-encryption-switched", DangerSeverity.Block, "Gossip encryption is switched on or off, or demanded")
{
    private static readonly ImmutableArray<string> Keys = ["encrypt_verify_incoming", "encrypt_verify_outgoing", "encrypt"];

    public override void Check(TopologyChange change, Report report)
    {
        var isSplit = false;
        foreach (var datacenter in change.Datacenters)
            isSplit |= CheckPool(datacenter.Agents, $"of datacenter \"{datacenter.Name}\"", report);
        // Who is split within a datacenter is split over the WAN too.
        if (!isSplit && change.Datacenters.Count(d => d.IsLive) > 1)
            CheckPool([.. change.Agents.Where(a => a.Agent.IsServer && WanJoins.IsJoined(a.Agent))], "that are joined over the WAN", report, isWan: true);
    }

    /// <returns>True when the pool splits.</returns>
    private static bool CheckPool(ImmutableArray<AgentChange> agents, string which, Report report, bool isWan = false)
    {
        var changed = agents.Where(a => a is { Old: { } old, New: { } next } && old.Gossip != next.Gossip).ToList();
        if (changed is not [{ Old: { } before, New: { } after } first, ..]) return false;
        var was = agents.Select(a => a.Old).OfType<Agent>().Select(GossipPhase.Of).Distinct().ToList();
        var becomes = agents.Select(a => a.New).OfType<Agent>().Select(GossipPhase.Of).Distinct().ToList();
        var faults = was.SelectMany(old => becomes.Where(next => !old.GoesWith(next) && !was.Contains(next)).Select(next => (Old: old, New: next))).ToList();
        var keyring = !after.Gossip.HasKey
            ? "; while an agent is stopped, remove serf/local.keyring and serf/remote.keyring from its data folder, or it goes on with the key in them"
            : "";
        if (faults is [var fault, ..])
        {
            var skipped = GossipPhase.Skipped(fault.Old, fault.New);
            report(
                DangerSeverity.Block,
                first.PlaceOf([.. Keys]),
                $"gossip of {AgentCount.Of(changed, "agents")} {which} goes from {fault.Old.Name} to {fault.New.Name} in one change: "
                    + $"agents that have restarted and agents that have not do not hear each other, and the cluster splits{skipped}",
                (skipped.Length == 0
                    ? "set encrypt_verify_outgoing to true before encrypt_verify_incoming"
                    : "make a change of each phase, and restart every agent in each, one at a time; "
                        + "consulgen transition gossip OLD NEW writes the inventories of all phases")
                    + keyring,
                changed.Select(a => a.Name));
            return true;
        }

        if (!isWan)
            report(
                DangerSeverity.Procedure,
                first.PlaceOf([.. Keys]),
                $"gossip of {AgentCount.Of(changed, "agents")} {which} goes from {before.Gossip.Name} to {after.Gossip.Name}: "
                    + "old and new hear each other, but a reload does not change it",
                "restart every agent, one at a time, and begin no next phase before all have this one" + keyring,
                changed.Select(a => a.Name));
        return false;
    }
}

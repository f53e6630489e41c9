using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Planning.Changes;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Planning.Dangers.Gossip;

/// <summary>
/// Consul's documentation "Rotate gossip encryption keys"; <c>agent/keyring.go</c>: <c>encrypt</c> counts only where the data folder
/// has no keyring file yet (run with 1.6.5 and 1.10.11).
/// </summary>
internal sealed class GossipKeyChanged()
    : DangerRule("gossip-key-changed", DangerSeverity.Block, "encrypt is another key, or comes from elsewhere")
{
    public override void Check(TopologyChange change, Report report)
    {
        foreach (var datacenter in change.Datacenters)
        {
            var changed = datacenter.Agents.Where(a => a.Key("encrypt") is { Old: not null, New: not null, IsRename: false }).ToList();
            if (changed is not [var first, ..]) continue;
            var exposed = changed.Where(a => !KeepsKeyring(a)).ToList();
            // Servers of a datacenter that is new join these over the WAN.
            var newcomers = datacenter.Agents.Where(a => a.Old is null)
                .Concat(change.New.AreSeparate ? [] : change.Datacenters.Where(d => d.Old is null && d != datacenter).SelectMany(d => d.AddedServers))
                .ToList();
            var what =
                $"encrypt of {AgentCount.Of(changed, "agents")} of datacenter \"{datacenter.Name}\" "
                    + $"{(IsKnown(first) ? "is another key" : "comes from elsewhere, and unless the key is the same")}";
            if (exposed.Count > 0 || newcomers.Count > 0)
                report(
                    DangerSeverity.Block,
                    first.PlaceOf("encrypt"),
                    exposed.Count > 0
                        ? $"{what}{(IsKnown(first) ? ":" : ",")} {AgentCount.Of(exposed, "of them")} {(exposed.Count == 1 ? "keeps" : "keep")} no keyring "
                            + "file, so that whoever has restarted and whoever has not cannot read each other"
                        : $"{what}{(IsKnown(first) ? ":" : ",")} {AgentCount.Of(newcomers, "new agents")} cannot join, "
                            + "because those that run go on with the old one in their keyring files",
                    "change the key in the live cluster first: consul keyring -install, -list until all have it, -use, -remove of the old one; "
                        + $"{(exposed.Count > 0 ? "only then deploy the new encrypt" : "add the new agents in a change of their own")}",
                    exposed.Count > 0 ? exposed.Select(a => a.Name) : newcomers.Concat(changed).Select(a => a.Name));
            else
                report(
                    DangerSeverity.Procedure,
                    first.PlaceOf("encrypt"),
                    $"{what}{(IsKnown(first) ? ":" : ",")} running agents ignore it: they go on with the key in their keyring files, "
                        + "and one that starts afresh takes this and cannot join",
                    "change the key in the live cluster with consul keyring -install, -use and -remove, as the steps say; restart nothing",
                    changed.Select(a => a.Name));
        }
    }

    private static bool KeepsKeyring(AgentChange agent) =>
        agent is { Old.KeepsKeyring: not false, New.KeepsKeyring: not false }
            && agent.Key("data_dir") is null;

    /// <summary>Two texts differ for certain; two sources may hold the same key.</summary>
    private static bool IsKnown(AgentChange agent) => agent.Key("encrypt") is { Old: not SecretValue, New: not SecretValue };
}

using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Planning.Changes;

namespace ConsulGen.Core.Planning.Waves;

/// <summary>What an agent that stays asks for, from least to most.</summary>
internal enum Handling
{
    Nothing,

    /// <summary>New files, which the next start reads.</summary>
    Copy,

    Reload,

    Restart,

    /// <summary>A server that the others know by what changes: it leaves, and comes back as what it will be.</summary>
    Rejoin,
}

internal static class AgentHandling
{
    /// <summary>
    /// What Raft and gossip know a server by. Gossip refuses another address for a name that is alive, and Consul another name for
    /// a node id that is: github.com/hashicorp/consul issues 1580 and 6381.
    /// </summary>
    private static readonly ImmutableHashSet<string> Identity = ImmutableHashSet.Create(
        StringComparer.Ordinal,
        "advertise_addr_wan",
        "advertise_addr_wan_ipv4",
        "advertise_addr_wan_ipv6",
        "node_id",
        "node_name",
        "ports.serf_lan",
        "ports.serf_wan",
        "ports.server",
        "raft_logstore.backend");

    private static bool HasMoved(AgentChange change) =>
        change is { Old: { } old, New: { } next } && old.AdvertisedAddress != next.AdvertisedAddress;

    public static Handling Of(AgentChange change)
    {
        // The zone is in no file of the host.
        if (change.IsSame || change.Keys is [{ Path: "zone" }]) return Handling.Nothing;
        if (change.Class <= ChangeClass.Reload) return change.Class == ChangeClass.Reload ? Handling.Reload : Handling.Copy;
        return change.Agent.IsServer && (HasMoved(change) || change.Keys.Any(k => Identity.Contains(k.Path) && k.Class > ChangeClass.NoEffect))
            ? Handling.Rejoin
            : Handling.Restart;
    }
}

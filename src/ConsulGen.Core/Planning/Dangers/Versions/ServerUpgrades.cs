using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Planning.Changes;

namespace ConsulGen.Core.Planning.Dangers.Versions;

/// <summary>Agents that stay and change their release.</summary>
internal static class ServerUpgrades
{
    /// <summary>The releases before and after; null where they are the same, or where the old inventory does not say what runs.</summary>
    public static (ConsulVersion Old, ConsulVersion New)? VersionChange(this AgentChange agent) =>
        agent is { Old: { Install.IsPinned: true } old, New: { } next } && old.Version != next.Version ? (old.Version, next.Version) : null;

    public static bool IsUpgraded(this AgentChange agent) => agent.VersionChange() is var (old, next) && next > old;

    /// <summary>The upgrades of a datacenter's servers, those with the same releases together.</summary>
    public static IEnumerable<IGrouping<(ConsulVersion Old, ConsulVersion New), AgentChange>> OfServers(DatacenterChange datacenter) =>
        datacenter.KeptServers.Where(IsUpgraded).GroupBy(s => s.VersionChange() ?? default);
}

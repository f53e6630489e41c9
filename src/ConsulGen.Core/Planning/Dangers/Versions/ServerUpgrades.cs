using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Planning.Changes;

namespace ConsulGen.Core.Planning.Dangers.Versions;

/// <summary>Agents that stay and change their release.</summary>
internal static class ServerUpgrades
{
    public static bool IsUpgraded(this AgentChange agent) => agent.VersionChange() is var (old, next) && next > old;

    /// <summary>The upgrades of a datacenter's servers, those with the same releases together.</summary>
    public static IEnumerable<IGrouping<(ConsulVersion Old, ConsulVersion New), AgentChange>> OfServers(DatacenterChange datacenter) =>
        datacenter.KeptServers.Where(IsUpgraded).GroupBy(s => s.VersionChange() ?? default);
}

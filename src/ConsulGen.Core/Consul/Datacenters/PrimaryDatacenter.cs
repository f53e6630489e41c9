using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Consul.Datacenters;

/// <summary>
/// The datacenter that decides on ACLs, intentions and configuration entries for all that are federated. Consul compares the names of
/// datacenters in lower case (<c>agent/config/builder.go</c>, all versions).
/// </summary>
public static class PrimaryDatacenter
{
    /// <summary>As the agents name it, in lower case; null where none does.</summary>
    public static string? NameIn(Topology topology)
    {
        foreach (var agent in topology.Agents)
            if (agent.Acl.NamedPrimary is { } name) return name;
        return null;
    }

    public static bool Is(string datacenter, string? primary) => string.Equals(datacenter, primary, StringComparison.OrdinalIgnoreCase);

    /// <summary>Before 1.6 the datacenter of the ACLs is upgraded last; since, the primary is the first.</summary>
    public static bool IsUpgradedLast(IEnumerable<(ConsulVersion Old, ConsulVersion New)> upgrades) =>
        upgrades.Any(u => Feature.PrimaryUpgradedFirst.BeginsBetween(u.Old, u.New));
}

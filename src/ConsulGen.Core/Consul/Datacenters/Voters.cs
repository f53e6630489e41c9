using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Consul.Datacenters;

/// <summary>
/// Which servers vote in Raft. Consul Enterprise keeps those that are marked as read replicas from it. In the community edition
/// autopilot gives them a vote like any other, once the cluster stands.
/// </summary>
public static class Voters
{
    public static ImmutableArray<Agent> Of(Datacenter datacenter) => [.. datacenter.Servers.Where(Votes)];

    public static bool Votes(Agent server) => server.IsServer && !(server.Version.IsEnterprise && IsMarked(server.Config));

    /// <summary>The quorum of a datacenter as the inventory has it.</summary>
    public static Quorum QuorumOf(Datacenter? datacenter) => new(datacenter?.Servers.Count(Votes) ?? 0);

    /// <summary>Of the servers in one zone, Enterprise then lets one vote, and keeps the others for its place.</summary>
    public static bool AreOnePerZone(Datacenter datacenter) =>
        datacenter.Servers.Any(s => Autopilot.ZoneTagOf(s) is not null);

    /// <summary>The key has had its newer name since 1.9.1; both have the same meaning.</summary>
    public static bool IsMarked(MapValue config) => (config.Flag("read_replica") ?? config.Flag("non_voting_server")) is true;
}

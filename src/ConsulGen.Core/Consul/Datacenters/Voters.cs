using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Consul.Datacenters;

/// <summary>The servers that have a vote in Raft. Read replicas have none, but there are such in Consul Enterprise only.</summary>
internal static class Voters
{
    public static ImmutableArray<Agent> Of(Datacenter datacenter) => [.. datacenter.Servers.Where(s => !IsReplica(s))];

    /// <summary>Of the servers in one zone, Enterprise then lets one vote, and keeps the others for its place.</summary>
    public static bool AreOnePerZone(Datacenter datacenter) =>
        datacenter.Servers.Any(s => s.Version.IsEnterprise && s.Config.Map("autopilot").Text("redundancy_zone_tag") is { Length: > 0 });

    private static bool IsReplica(Agent server) =>
        server.Version.IsEnterprise && (server.Config.Flag("read_replica") ?? server.Config.Flag("non_voting_server")) is true;
}

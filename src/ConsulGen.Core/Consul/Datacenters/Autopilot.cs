using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Consul.Datacenters;

/// <summary>What the leader does of itself with servers that come and fail: Consul's documentation "Autopilot" and "Redundancy zones".</summary>
public static class Autopilot
{
    /// <summary>Enterprise lets one server of each zone vote, and keeps the others for its place; null where it does not.</summary>
    public static string? ZoneTagOf(Agent server) => server.Version.IsEnterprise ? ZoneTagIn(server) : null;

    /// <summary>The zone of a server of which one votes, in either edition; null for none.</summary>
    public static string? ZoneOf(Agent server) => ZoneTagIn(server) is { } tag ? server.Config.Map("node_meta").Text(tag) : null;

    /// <summary>Below how many servers it removes no failed one; null where that is not told (since 1.6.2).</summary>
    public static int? LeastServersOf(Agent server) => Settings(server).Number("min_quorum") is > 0 and var least ? least : null;

    public static Value? LeastServersValue(Agent server) => Settings(server)["min_quorum"];

    private static string? ZoneTagIn(Agent server) => Settings(server).Text("redundancy_zone_tag") is { Length: > 0 } tag ? tag : null;

    private static MapValue Settings(Agent server) => server.Config.Map("autopilot");
}

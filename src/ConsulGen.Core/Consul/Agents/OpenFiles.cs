using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Consul.Agents;

/// <summary>
/// How many files an agent has to be allowed to have open: it refuses to start with fewer than the connections of one HTTP client and
/// 20 more (agent/config/agent_limits.go, from 1.8.0 on).
/// </summary>
internal static class OpenFiles
{
    private const long Own = 20;

    /// <summary>0 where nothing that is set asks for any.</summary>
    public static long NeededBy(Agent agent) => ForConnections(agent) is > 0 and var connections ? connections + Own : 0;

    /// <summary>Of one HTTP client.</summary>
    public static long ForConnections(Agent agent) =>
        agent.Version.Has(Feature.FileLimitChecked) ? agent.Config.Map("limits").Number("http_max_conns_per_client") ?? 0 : 0;
}

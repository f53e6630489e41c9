using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Consul.Agents;

/// <summary>
/// <c>raft_protocol</c>: before 3 Raft knows its peers by address, from 3 on by id. 3 is the default of all releases that the key table
/// knows (<c>agent/consul/config.go</c>, 1.1.0 to 1.21.4).
/// </summary>
internal static class RaftProtocol
{
    /// <summary>The first that knows peers by id, which autopilot needs.</summary>
    public const int WithIds = 3;

    public static int Of(Agent server) => server.Config.Number("raft_protocol") is > 0 and var number ? number : WithIds;
}

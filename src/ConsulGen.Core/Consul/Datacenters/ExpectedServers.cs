using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Consul.Datacenters;

/// <summary>With how many servers the servers of a datacenter elect their first leader.</summary>
internal static class ExpectedServers
{
    public static int? Of(Agent server) => server.Config.Number("bootstrap_expect");

    /// <summary>
    /// Servers whose number the others compare with theirs. One that has none (or 0) goes along with any, and one that expects 1
    /// elects itself and takes the others in (agent/consul/server_serf.go, all versions).
    /// </summary>
    public static IEnumerable<Agent> Expecting(Datacenter datacenter) => datacenter.Servers.Where(s => Of(s) > 1);

    /// <summary>Whether they never elect one, because each waits for another number.</summary>
    public static bool Differ(Datacenter datacenter) => Expecting(datacenter).Select(Of).Distinct().Skip(1).Any();
}

using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Consul.Datacenters;

/// <summary>
/// The first leader of a datacenter. Servers that are marked as read replicas are not counted against <c>bootstrap_expect</c>, in
/// either edition (<c>maybeBootstrap</c> of <c>agent/consul/server_serf.go</c>; run with 1.8.4, 1.10.11 and 1.21.4).
/// </summary>
public static class FirstElection
{
    /// <summary>How many servers have to meet.</summary>
    public static int CountOf(Datacenter datacenter) => datacenter.Servers.Count(s => !Voters.IsMarked(s.Config));
}

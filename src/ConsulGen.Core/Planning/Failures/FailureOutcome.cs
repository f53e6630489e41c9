using ConsulGen.Core.Planning.Raft;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Planning.Failures;

/// <summary>What is left of a datacenter when hosts fail.</summary>
/// <param name="Servers">Those that failed still count for the quorum.</param>
/// <param name="LostServers">In natural order of names.</param>
/// <param name="Services">Services that lost an instance, in ordinal order of names.</param>
/// <param name="LostListeners">Ports of load balancers behind which nothing is left, or whose load balancer failed: <c>lb1 http</c>.</param>
public sealed record FailureOutcome(
    string Datacenter,
    bool IsGone,
    RaftCluster Servers,
    ImmutableArray<string> LostServers,
    int LostClients,
    ImmutableArray<ServiceOutcome> Services,
    ImmutableArray<string> LostListeners)
{
    public static ImmutableArray<FailureOutcome> Of(Topology topology, IReadOnlyList<Failure> failures) =>
        [.. topology.Datacenters.Select(d => Of(
            d,
            host => failures.Any(f => f.Hits(host)),
            failures.Any(f => f.Kind == "datacenter" && f.Names.Contains(d.Name))))];

    private static FailureOutcome Of(Datacenter datacenter, Func<Host, bool> fails, bool isGone)
    {
        var lost = datacenter.Servers.Where(s => fails(s)).ToList();
        var servers = lost.Aggregate(RaftCluster.Of(datacenter, s => s.Name), (cluster, server) => cluster.Stop(server.Name));
        var listeners = datacenter.LoadBalancers
            .SelectMany(b => b.Listeners.Select(l => (Name: $"{b.Name} {l.Name.Name}", IsLost: fails(b) || l.Backends.All(a => fails(a)))))
            .Where(l => l.IsLost);
        return new FailureOutcome(
            datacenter.Name, isGone, servers, [.. lost.Select(s => s.Name)], datacenter.Clients.Count(
                fails), [.. ServiceOutcome.Of(datacenter, fails).Where(s => s.Left < s.All)], [.. listeners.Select(l =>
                l.Name)]);
    }
}

/// <summary>Instances of a service in a datacenter, by its name.</summary>
public sealed record ServiceOutcome(string Name, int All, int Left)
{
    public bool IsLost => Left == 0;

    /// <summary>All services of the datacenter, in ordinal order of names.</summary>
    public static IEnumerable<ServiceOutcome> Of(Datacenter datacenter, Func<Host, bool> fails) => datacenter.Agents
        .SelectMany(a => a.Services.Select(s => (Name: s.Definition.Text("name") ?? s.Id, Fails: fails(a))))
        .GroupBy(s => s.Name, StringComparer.Ordinal)
        .Select(g => new ServiceOutcome(g.Key, g.Count(), g.Count(s => !s.Fails)))
        .OrderBy(s => s.Name, StringComparer.Ordinal);
}

using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Planning.Changes;

/// <summary>The difference of two topologies in Consul's terms: which agent becomes which, and what that asks of it.</summary>
/// <param name="Datacenters">In ordinal order of names.</param>
/// <param name="Agents">Each once, datacenter by datacenter, in natural order of names.</param>
public sealed record TopologyChange(Topology Old, Topology New, ImmutableArray<DatacenterChange> Datacenters, ImmutableArray<AgentChange> Agents)
{
    /// <summary>In ordinal order of datacenters and names.</summary>
    public ImmutableArray<LoadBalancerChange> LoadBalancers { get; init; } = [];

    public DatacenterChange? Datacenter(string name) => Datacenters.FirstOrDefault(d => d.Name == name);
}

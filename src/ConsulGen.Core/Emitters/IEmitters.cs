using ConsulGen.Core.Bundles;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Emitters;

/// <summary>Makes files of the machine that an agent runs on.</summary>
public interface IAgentEmitter
{
    IEnumerable<HostFile> Emit(Agent agent);
}

/// <summary>Makes files of the machine that a load balancer runs on.</summary>
public interface ILoadBalancerEmitter
{
    IEnumerable<HostFile> Emit(LoadBalancer balancer);
}

/// <summary>Makes files of a machine that follow from what other machines do.</summary>
internal interface IHostEmitter
{
    IEnumerable<HostFile> Emit(Host host, Topology topology);
}

/// <summary>Makes files about the whole topology.</summary>
public interface ITopologyEmitter
{
    IEnumerable<BundleFile> Emit(Topology topology);
}

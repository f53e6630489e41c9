using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Planning.Changes;

/// <summary>What becomes of one load balancer. At least one of the two is there.</summary>
/// <param name="Keys">In ordinal order of paths: <c>address</c>, <c>listeners.servers.http</c> with its port and backends, <c>nginx.…</c>.</param>
public sealed record LoadBalancerChange(LoadBalancer? Old, LoadBalancer? New, ImmutableArray<KeyChange> Keys)
{
    public LoadBalancer Balancer => New ?? Old ?? throw new InvalidOperationException("a load balancer changes from nothing to nothing");
}

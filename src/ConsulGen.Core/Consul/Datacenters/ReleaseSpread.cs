using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Consul.Datacenters;

/// <summary>How far apart the releases of some agents are: the first of the oldest, and the first of the newest.</summary>
public sealed record ReleaseSpread(Agent Oldest, Agent Newest)
{
    /// <summary>Null when there are none.</summary>
    public static ReleaseSpread? Of(IEnumerable<Agent> agents)
    {
        Agent? oldest = null, newest = null;
        foreach (var agent in agents)
        {
            if (oldest is null || agent.Version < oldest.Version) oldest = agent;
            if (newest is null || agent.Version > newest.Version) newest = agent;
        }

        return oldest is null || newest is null ? null : new ReleaseSpread(oldest, newest);
    }

    /// <summary>How many releases the newest is ahead.</summary>
    public int Ahead => UpgradePath.Ahead(Newest.Version, Oldest.Version);

    /// <summary>An upgrade from one to the other skips more than it may.</summary>
    public bool IsTooWide => UpgradePath.AreTooFarApart(Oldest.Version, Newest.Version);
}

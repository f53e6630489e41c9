using ConsulGen.Core.Consul.Datacenters;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Planning.Changes;

/// <summary>What becomes of one datacenter. At least one of the two is there.</summary>
/// <param name="Agents">All that are in it before or after, in natural order of names; one that moves is in both its datacenters.</param>
public sealed record DatacenterChange(string Name, Datacenter? Old, Datacenter? New, ImmutableArray<AgentChange> Agents)
{
    public bool IsLive => Old is { Servers.IsEmpty: false };

    /// <summary>How many servers it may lose today and still have a quorum.</summary>
    public int Tolerance => OldQuorum.Tolerance;

    private Quorum OldQuorum => Voters.QuorumOf(Old);

    /// <summary>
    /// Whether it stops while these servers are away at once. A single voter is its own quorum, so there it is only interrupted.
    /// </summary>
    public bool StopsWithout(IEnumerable<AgentChange> servers) => VotersOf(servers).Count > Tolerance && OldQuorum.Voters > 1;

    /// <summary>Those that vote before the change.</summary>
    public List<AgentChange> VotersOf(IEnumerable<AgentChange> servers) => [.. servers.Where(s => OldServer(s) is { } old && Voters.Votes(old))];

    /// <summary>The server that an agent is here before the change; null when it is none, or elsewhere.</summary>
    public Agent? OldServer(AgentChange agent) => agent.Old is { IsServer: true } old && old.Datacenter == Name ? old : null;

    /// <inheritdoc cref="OldServer"/>
    public Agent? NewServer(AgentChange agent) => agent.New is { IsServer: true } next && next.Datacenter == Name ? next : null;

    /// <summary>Servers before and after.</summary>
    public IEnumerable<AgentChange> KeptServers => Agents.Where(a => OldServer(a) is not null && NewServer(a) is not null);

    /// <summary>Servers that come, also clients that become one.</summary>
    public IEnumerable<AgentChange> AddedServers => Agents.Where(a => OldServer(a) is null && NewServer(a) is not null);

    /// <summary>Servers that go, also those that become clients.</summary>
    public IEnumerable<AgentChange> RemovedServers => Agents.Where(a => OldServer(a) is not null && NewServer(a) is null);

    public IEnumerable<AgentChange> Clients => Agents.Where(a => OldServer(a) is null && NewServer(a) is null);

    /// <summary>Where the inventory lists the servers.</summary>
    public SourceSpan ServersSpan => (New ?? Old)?.ServersSpan ?? SourceSpan.None;
}

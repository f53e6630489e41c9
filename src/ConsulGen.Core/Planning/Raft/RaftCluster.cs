using ConsulGen.Core.Consul.Datacenters;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Planning.Raft;

/// <summary>
/// The servers of one datacenter as Raft counts them. Only voters count for the quorum, whether they run or not; a server that has
/// just joined gets no vote until it was stable for a while (autopilot's <c>server_stabilization_time</c>, 10 s by default).
/// A value: each operation gives another cluster.
/// </summary>
public sealed class RaftCluster
{
    public static readonly RaftCluster Empty = new(ImmutableSortedDictionary.Create<string, RaftServer>(StringComparer.Ordinal), 0, 0);

    private RaftCluster(ImmutableSortedDictionary<string, RaftServer> servers, int voters, int runningVoters) =>
        (Servers, Voters, RunningVoters) = (servers, voters, runningVoters);

    /// <summary>By an identity of ours, which outlives a change of name.</summary>
    public ImmutableSortedDictionary<string, RaftServer> Servers { get; }

    public int Voters { get; }

    public int RunningVoters { get; }

    /// <summary>How many voters have to run for a write or an election.</summary>
    public int Quorum => new Quorum(Voters).Needed;

    /// <summary>A cluster without voters has none.</summary>
    public bool HasQuorum => Voters > 0 && RunningVoters >= Quorum;

    /// <summary>How many more running voters it may lose; negative without a quorum.</summary>
    public int Tolerance => RunningVoters - Quorum;

    public static RaftCluster Of(IEnumerable<string> voters, params IEnumerable<string> replicas) => replicas.Aggregate(
        voters.Aggregate(Empty, (cluster, voter) => cluster.With(voter, new RaftServer(IsVoter: true, IsRunning: true))),
        (cluster, replica) => cluster.With(replica, new RaftServer(IsVoter: false, IsRunning: true)));

    /// <summary>All servers of a datacenter, running, by what they are called here.</summary>
    public static RaftCluster Of(Datacenter datacenter, Func<Agent, string> name) => Of(
        datacenter.Servers.Where(Consul.Datacenters.Voters.Votes).Select(name).Distinct(StringComparer.Ordinal),
        datacenter.Servers.Where(s => !Consul.Datacenters.Voters.Votes(s)).Select(name).Distinct(StringComparer.Ordinal));

    /// <summary>Some servers have no vote for good.</summary>
    public bool HasReplicas => Servers.Count > Voters;

    /// <summary>The server starts and is replicated to, without a vote yet. The first of all votes for itself.</summary>
    public RaftCluster Join(string server) => With(server, new RaftServer(IsVoter: Servers.IsEmpty, IsRunning: true));

    public RaftCluster Promote(string server) => With(server, Servers[server] with { IsVoter = true });

    /// <summary>The server becomes a read replica.</summary>
    public RaftCluster Demote(string server) => With(server, Servers[server] with { IsVoter = false });

    /// <summary>The server leaves: the others no longer count it.</summary>
    public RaftCluster Leave(string server) => With(server, null);

    /// <summary>The server stops, and still counts.</summary>
    public RaftCluster Stop(string server) => With(server, Servers[server] with { IsRunning = false });

    public RaftCluster Start(string server) => With(server, Servers[server] with { IsRunning = true });

    private RaftCluster With(string server, RaftServer? next)
    {
        var old = Servers.TryGetValue(server, out var known) ? known : default;
        var now = next ?? default;
        return new RaftCluster(
            next is { } state ? Servers.SetItem(server, state) : Servers.Remove(server),
            Voters + Count(now.IsVoter) - Count(old.IsVoter),
            RunningVoters + Count(now is { IsVoter: true, IsRunning: true }) - Count(old is { IsVoter: true, IsRunning: true }));
    }

    private static int Count(bool one) => one ? 1 : 0;
}

public readonly record struct RaftServer(bool IsVoter, bool IsRunning);

using ConsulGen.Core.Consul.Datacenters;
using ConsulGen.Core.Planning.Changes;
using ConsulGen.Core.Planning.Raft;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Planning.Waves;

/// <summary>
/// The order in which the servers of one live datacenter come, go and change: one at a time, a new one before an old one goes, and
/// what stops a server while enough others are there. Each move is played on a Raft cluster before it is given.
/// </summary>
internal sealed class ServerSchedule
{
    /// <summary>The fewest voters of which one may stop.</summary>
    private const int Safe = 3;

    private readonly List<Pending> _joins = [];
    private readonly List<Pending> _leaves = [];
    private readonly List<Pending> _changes = [];

    /// <summary>Who has which gossip address.</summary>
    private readonly Dictionary<(string, int), string> _places = [];

    private readonly List<ServerMove> _given = [];
    private readonly int _most;
    private RaftCluster _cluster;

    private ServerSchedule(DatacenterChange datacenter)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        _joins.AddRange(datacenter.AddedServers.Select(a => new Pending(a, Unused(names, a.Name))));
        _leaves.AddRange(datacenter.RemovedServers.Select(a => new Pending(a, Unused(names, a.Name))));
        var kept = datacenter.KeptServers.Select(a => new Pending(a, Unused(names, a.Name))).ToList();
        _changes.AddRange(kept.Where(k => AgentHandling.Of(k.Change) >= Handling.Restart));
        foreach (var pending in _leaves.Concat(kept)) _places[Place(pending.Change.Old)] = pending.Server;
        var before = _leaves.Concat(kept).ToLookup(t => Votes(t.Change.Old), t => t.Server);
        _cluster = RaftCluster.Of(before[true], before[false]);
        _most = Math.Max(_cluster.Voters, _joins.Concat(kept).Count(t => Votes(t.Change.New)));
    }

    /// <summary>A server that still waits for its move.</summary>
    /// <param name="server">Its name, or another where two have it.</param>
    private sealed class Pending(AgentChange change, string server)
    {
        public AgentChange Change { get; } = change;

        public string Server { get; } = server;
    }

    public static ImmutableArray<ServerMove> Of(DatacenterChange datacenter)
    {
        var schedule = new ServerSchedule(datacenter);
        while (schedule.Next() is { } pending) schedule.Give(pending);
        return [.. schedule._given];
    }

    /// <summary>
    /// The first in order of preference that finds its address free and leaves the quorum; else the first that finds its address
    /// free, as the cluster survives no loss; else, where servers swap their addresses, the first.
    /// </summary>
    private Pending? Next()
    {
        Pending? free = null, any = null;
        foreach (var (pending, list) in Preferred())
        {
            any ??= pending;
            if (list != _leaves && _places.TryGetValue(Place(pending.Change.New), out var holder) && holder != pending.Server) continue;
            free ??= pending;
            if (!QuorumEffect.Of(_cluster, [.. MovesOf(pending, list).SelectMany(m => m.Effects)]).StopsWrites) return pending;
        }

        return free ?? any;
    }

    private IEnumerable<(Pending Pending, List<Pending> List)> Preferred()
    {
        var voters = _cluster.Voters;
        var joins = _joins.Select(t => (t, _joins));
        var leaves = _leaves.Select(t => (t, _leaves));
        var changes = _changes.Select(t => (t, _changes));
        if (voters <= _most && _joins.Count > 0) return joins.Concat(changes).Concat(leaves);
        return voters > Safe || _changes.Count == 0 ? leaves.Concat(joins).Concat(changes) : changes.Concat(leaves).Concat(joins);
    }

    private void Give(Pending pending)
    {
        var list = _joins.Contains(pending) ? _joins : _leaves.Contains(pending) ? _leaves : _changes;
        foreach (var (kind, effects) in MovesOf(pending, list))
        {
            var effect = QuorumEffect.Of(_cluster, effects.AsSpan());
            if (!effect.IsAllowed) throw new InvalidOperationException($"the move of {pending.Server} would cost the quorum");
            _given.Add(new ServerMove(kind, pending.Change, effect));
            _cluster = effect.After;
        }

        if (list != _joins) _places.Remove(Place(pending.Change.Old));
        if (list != _leaves) _places[Place(pending.Change.New)] = pending.Server;
        list.Remove(pending);
    }

    private ImmutableArray<(ServerMoveKind Kind, ImmutableArray<RaftMove> Effects)> MovesOf(Pending pending, List<Pending> list)
    {
        var (voted, votes) = (Votes(pending.Change.Old), Votes(pending.Change.New));
        ImmutableArray<RaftMove> comes = votes
            ? [new(RaftMoveKind.Join, pending.Server), new(RaftMoveKind.Promote, pending.Server)]
            : [new(RaftMoveKind.Join, pending.Server)];
        ImmutableArray<RaftMove> goes = [new(RaftMoveKind.Leave, pending.Server)];
        if (list == _joins) return [(ServerMoveKind.Join, comes)];
        if (list == _leaves) return [(ServerMoveKind.Leave, goes)];
        // The only voter cannot leave: nobody would be there to take it back.
        if (AgentHandling.Of(pending.Change) == Handling.Rejoin && _cluster.Voters > (voted ? 1 : 0))
            return [(ServerMoveKind.Depart, goes), (ServerMoveKind.Return, comes)];
        ImmutableArray<RaftMove> restarts = [new(RaftMoveKind.Stop, pending.Server), new(RaftMoveKind.Start, pending.Server)];
        if (voted != votes) restarts = restarts.Add(new(votes ? RaftMoveKind.Promote : RaftMoveKind.Demote, pending.Server));
        return [(ServerMoveKind.Restart, restarts)];
    }

    private static bool Votes(Agent? server) => server is not null && Voters.Votes(server);

    private static (string, int) Place(Agent? agent) => agent is null ? default : (agent.Machine, agent.Ports["serf_lan"]);

    private static string Unused(HashSet<string> names, string name)
    {
        while (!names.Add(name)) name += "'";
        return name;
    }
}

using ConsulGen.Core.Consul.Datacenters;
using ConsulGen.Core.Planning.Changes;
using ConsulGen.Core.Planning.Raft;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Planning.Waves;

/// <summary>
/// The order in which the servers of one live datacenter come, go and change: one at a time, a new one before an old one goes, and
/// what stops a server while enough others are there. Each turn is played on a Raft cluster before it is given.
/// </summary>
internal sealed class ServerSchedule
{
    /// <summary>The fewest voters of which one may stop.</summary>
    private const int Safe = 3;

    private readonly List<Turn> _joins = [];
    private readonly List<Turn> _leaves = [];
    private readonly List<Turn> _changes = [];

    /// <summary>Who has which gossip address.</summary>
    private readonly Dictionary<(string, int), string> _places = [];

    private readonly List<ServerTask> _tasks = [];
    private readonly int _most;
    private RaftCluster _cluster;

    private ServerSchedule(DatacenterChange datacenter)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        _joins.AddRange(datacenter.AddedServers.Select(a => new Turn(a, Unused(names, a.Name))));
        _leaves.AddRange(datacenter.RemovedServers.Select(a => new Turn(a, Unused(names, a.Name))));
        var kept = datacenter.KeptServers.Select(a => new Turn(a, Unused(names, a.Name))).ToList();
        _changes.AddRange(kept.Where(k => AgentHandling.Of(k.Change) >= Handling.Restart));
        foreach (var turn in _leaves.Concat(kept)) _places[Place(turn.Change.Old)] = turn.Server;
        var before = _leaves.Concat(kept).ToLookup(t => Votes(t.Change.Old), t => t.Server);
        _cluster = RaftCluster.Of(before[true], before[false]);
        _most = Math.Max(_cluster.Voters, _joins.Concat(kept).Count(t => Votes(t.Change.New)));
    }

    /// <param name="server">Its name, or another where two have it.</param>
    private sealed class Turn(AgentChange change, string server)
    {
        public AgentChange Change { get; } = change;

        public string Server { get; } = server;
    }

    public static ImmutableArray<ServerTask> Of(DatacenterChange datacenter)
    {
        var schedule = new ServerSchedule(datacenter);
        while (schedule.Next() is { } turn) schedule.Give(turn);
        return [.. schedule._tasks];
    }

    /// <summary>
    /// The first in order of preference that finds its address free and leaves the quorum; else the first that finds its address
    /// free, as the cluster survives no loss; else, where servers swap their addresses, the first.
    /// </summary>
    private Turn? Next()
    {
        Turn? free = null, any = null;
        foreach (var (turn, list) in Preferred())
        {
            any ??= turn;
            if (list != _leaves && _places.TryGetValue(Place(turn.Change.New), out var holder) && holder != turn.Server) continue;
            free ??= turn;
            if (!QuorumEffect.Of(_cluster, [.. Acts(turn, list).SelectMany(a => a.Moves)]).StopsWrites) return turn;
        }

        return free ?? any;
    }

    private IEnumerable<(Turn Turn, List<Turn> List)> Preferred()
    {
        var voters = _cluster.Voters;
        var joins = _joins.Select(t => (t, _joins));
        var leaves = _leaves.Select(t => (t, _leaves));
        var changes = _changes.Select(t => (t, _changes));
        if (voters <= _most && _joins.Count > 0) return joins.Concat(changes).Concat(leaves);
        return voters > Safe || _changes.Count == 0 ? leaves.Concat(joins).Concat(changes) : changes.Concat(leaves).Concat(joins);
    }

    private void Give(Turn turn)
    {
        var list = _joins.Contains(turn) ? _joins : _leaves.Contains(turn) ? _leaves : _changes;
        foreach (var (kind, moves) in Acts(turn, list))
        {
            var effect = QuorumEffect.Of(_cluster, moves.AsSpan());
            if (!effect.IsAllowed) throw new InvalidOperationException($"the turn of {turn.Server} would cost the quorum");
            _tasks.Add(new ServerTask(kind, turn.Change, effect));
            _cluster = effect.After;
        }

        if (list != _joins) _places.Remove(Place(turn.Change.Old));
        if (list != _leaves) _places[Place(turn.Change.New)] = turn.Server;
        list.Remove(turn);
    }

    private ImmutableArray<(ServerTaskKind Kind, ImmutableArray<RaftMove> Moves)> Acts(Turn turn, List<Turn> list)
    {
        var (voted, votes) = (Votes(turn.Change.Old), Votes(turn.Change.New));
        ImmutableArray<RaftMove> comes = votes
            ? [new(RaftMoveKind.Join, turn.Server), new(RaftMoveKind.Promote, turn.Server)]
            : [new(RaftMoveKind.Join, turn.Server)];
        ImmutableArray<RaftMove> goes = [new(RaftMoveKind.Leave, turn.Server)];
        if (list == _joins) return [(ServerTaskKind.Join, comes)];
        if (list == _leaves) return [(ServerTaskKind.Leave, goes)];
        // The only voter cannot leave: nobody would be there to take it back.
        if (AgentHandling.Of(turn.Change) == Handling.Rejoin && _cluster.Voters > (voted ? 1 : 0))
            return [(ServerTaskKind.Depart, goes), (ServerTaskKind.Return, comes)];
        ImmutableArray<RaftMove> restarts = [new(RaftMoveKind.Stop, turn.Server), new(RaftMoveKind.Start, turn.Server)];
        if (voted != votes) restarts = restarts.Add(new(votes ? RaftMoveKind.Promote : RaftMoveKind.Demote, turn.Server));
        return [(ServerTaskKind.Restart, restarts)];
    }

    private static bool Votes(Agent? server) => server is not null && Voters.Votes(server);

    private static (string, int) Place(Agent? agent) => agent is null ? default : (agent.Machine, agent.Ports["serf_lan"]);

    private static string Unused(HashSet<string> names, string name)
    {
        while (!names.Add(name)) name += "'";
        return name;
    }
}

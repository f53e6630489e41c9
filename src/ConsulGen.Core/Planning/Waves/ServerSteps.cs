using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Consul.Datacenters;
using ConsulGen.Core.Planning.Changes;
using ConsulGen.Core.Planning.Raft;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Planning.Waves;

/// <summary>Says of each move of a datacenter's servers what is done, what is waited for, and how to go back.</summary>
internal sealed class ServerSteps(DatacenterChange datacenter, Witness witness)
{
    private readonly HashSet<AgentChange> _moved = new(ReferenceEqualityComparer.Instance);

    /// <summary>Who is asked how the datacenter does, at the moment of the step.</summary>
    private Witness _witness = witness;

    private readonly ImmutableArray<Agent> _removed = [.. datacenter.RemovedServers.Select(r => r.Old).OfType<Agent>()];

    /// <summary>Called in the order of the moves.</summary>
    public Step Of(ServerMove move)
    {
        _witness = Witness.During(datacenter, move.Change, _moved) ?? _witness;
        if (move.Kind != ServerMoveKind.Depart) _moved.Add(move.Change);
        var step = move.Kind switch
        {
            ServerMoveKind.Join => Join(move.Change, move.Quorum),
            ServerMoveKind.Leave => Leave(move.Change, move.Quorum),
            ServerMoveKind.Depart => Depart(move.Change, move.Quorum),
            ServerMoveKind.Return => Return(move.Change, move.Quorum),
            _ => Restart(move.Change, move.Quorum),
        };
        // A datacenter that is given up needs no writes.
        if (!move.Quorum.StopsWrites || datacenter.New is null or { Servers.IsEmpty: true }) return step;
        var voters = move.Quorum.Before.Voters;
        return step with
        {
            Title = step.Title + ": writes stop until it is back",
            Notes =
            [
                .. step.Notes,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"with {Counted.Of(voters, "server")} datacenter \"{datacenter.Name}\" survives the loss of none: add a server first, "
                        + $"and let it go again afterwards, and writes go on"),
            ],
        };
    }

    /// <summary>The servers of a new datacenter, which become a cluster when all have met: in the last of the steps.</summary>
    public IEnumerable<Step> Bootstrap(ImmutableArray<AgentChange> servers)
    {
        var steps = HostGroups.Of(servers, Commands, s => HostCommands.Disable(s.Agent))
            .Select(g => new Step($"start {HostGroups.Title(g.Hosts)}", g.Hosts, g.Commands) { Undo = g.Undo })
            .ToList();
        steps[^1] = steps[^1] with
        {
            WaitFor = [string.Create(
                CultureInfo.InvariantCulture,
                $"`{_witness.ListPeers}` on {_witness.Name} shows {CountOf(servers.Count(s => Voters.Votes(s.Agent)))}, with a leader")],
            Quorum = new QuorumEffect(RaftCluster.Empty, RaftCluster.Empty, datacenter.New is { } next ? RaftCluster.Of(next, s => s.Name) : RaftCluster.Empty),
        };
        return steps;
    }

    /// <summary>How a server comes that this datacenter did not have before.</summary>
    private ImmutableArray<string> Commands(AgentChange change)
    {
        var next = change.Agent;
        var commands = ImmutableArray.CreateBuilder<string>();
        if (change.Old is { IsServer: false } client) commands.AddRange(HostCommands.Leave(client));
        if (Former(change) is { } former) commands.AddRange(HostCommands.SetAside(former));
        if (change.Old is null || change.Old.Version != next.Version) commands.Add(HostCommands.GetConsul(next));
        commands.Add(HostCommands.Install);
        return commands.ToImmutable();
    }

    private Step Join(AgentChange change, QuorumEffect quorum)
    {
        var restore = quorum.Before.Voters == 0;
        return new Step($"add {change.Name}", [change.Name], restore ? [.. Commands(change), Restore] : Commands(change))
        {
            Notes =
            [
                .. change.Old is { } old && old.Name != change.Name ? [$"its machine is {old.Name} until then"] : ImmutableArray<string>.Empty,
                .. restore ? ["it starts with nothing: the snapshot gives the datacenter its data back"] : ImmutableArray<string>.Empty,
            ],
            WaitFor = Joined(change, quorum),
            Undo = HostCommands.UndoCome(change, Former(change)),
            Quorum = quorum,
        };
    }

    private Step Leave(AgentChange change, QuorumEffect quorum)
    {
        var old = change.Old ?? change.Agent;
        var isLast = quorum.After.Voters == 0;
        return new Step(
            isLast ? $"stop {old.Name}, the last server" : $"remove {old.Name}",
            [old.Name],
            isLast ? HostCommands.Disable(old) : HostCommands.Leave(old))
        {
            WaitFor = isLast ? [] : Gone(old, quorum),
            Undo = HostCommands.Enable(old),
            Quorum = quorum,
        };
    }

    private Step Depart(AgentChange change, QuorumEffect quorum)
    {
        var old = change.Old ?? change.Agent;
        return new Step($"let {old.Name} leave, to come back {Reason(change)}", [old.Name], [.. HostCommands.Prepare(change), .. HostCommands.Leave(old)])
        {
            WaitFor = Gone(old, quorum),
            Undo = HostCommands.UndoLeave(change),
            Quorum = quorum,
        };
    }

    private Step Return(AgentChange change, QuorumEffect quorum)
    {
        return new Step(
            $"bring {(change.Old ?? change.Agent).Name} back {Reason(change)}",
            [change.Name],
            [.. SetAside(change), .. HostCommands.Move(change), HostCommands.Install])
        {
            WaitFor = Joined(change, quorum),
            Undo = [
                .. HostCommands.Leave(change.Agent),
                .. change.Key("node_id") is null || change.Old is not { } old ? [] : HostCommands.BringBack(old),
                .. HostCommands.UndoMove(change),
                .. HostCommands.UndoLeave(change),
            ],
            Quorum = quorum,
        };
    }

    private Step Restart(AgentChange change, QuorumEffect quorum)
    {
        var aside = SetAside(change).ToList();
        var commands = HostCommands.Restart(change);
        if (aside.Count > 0)
            commands = [
                .. HostCommands.Prepare(change),
                HostCommands.Stop(change.Old ?? change.Agent),
                .. aside,
                .. HostCommands.Move(change),
                HostCommands.Install,
                Restore,
            ];
        return new Step(Restarting(change), [change.Name], commands)
        {
            // A lone server that moves keeps its old address in Raft's configuration, and list-peers finds no name for it (1.8.4).
            WaitFor = AgentHandling.Of(change) == Handling.Rejoin
                ? [$"`{_witness.ListPeers}` on {_witness.Name} shows {CountOf(1)}, and a write succeeds"]
                : Joined(change, quorum),
            Undo = aside.Count > 0 && change.Old is { } former
                ? [HostCommands.Stop(change.Agent), .. HostCommands.BringBack(former, Part(change)), .. HostCommands.UndoMove(change),
                    .. HostCommands.UndoLeave(change)]
                : HostCommands.UndoRestart(change),
            Quorum = quorum,
        };
    }

    private static string Restarting(AgentChange change) => change.Key("consul.version") switch
    {
        { Old: { } old, New: { } next } => $"move {change.Name} from Consul {old} to {next}",
        { Old: null, New: { } next } => $"put Consul {next} on {change.Name}",
        _ => $"restart {change.Name}",
    };

    private string Restore => _witness.Snapshot("restore", PreparationWave.SnapshotOf(datacenter.Name));

    /// <summary>What of the data may not come along.</summary>
    private static IEnumerable<string> SetAside(AgentChange change) =>
        change.Old is { } old && (change.Key("node_id") ?? change.Key("raft_logstore.backend")) is not null
            ? HostCommands.SetAside(old, Part(change))
            : [];

    private static string? Part(AgentChange change) => change.Key("node_id") is null ? "raft" : null;

    /// <summary>Whose data a coming server would find: its own of another datacenter, or that of a server that was on its machine.</summary>
    private Agent? Former(AgentChange change)
    {
        if (change.Old is { } old) return old.Datacenter == datacenter.Name ? null : old;
        var data = change.Agent.DataFolder;
        return _removed.FirstOrDefault(o => o.Machine == change.Agent.Machine && o.DataFolder == data);
    }

    private static string Reason(AgentChange change)
    {
        if (change is not { Old: { } old, New: { } next }) return "";
        if (old.NodeName != next.NodeName) return $"as {next.NodeName}";
        if (change.Key("node_id") is not null) return "with another node id";
        if (old.Address != next.Address) return $"at {next.Address}";
        if (change.Keys.Any(k => k.Path.StartsWith("ports.", StringComparison.Ordinal))) return "at other ports";
        return change.Key("raft_logstore.backend") is not null ? "with another log store" : "at another address";
    }

    private ImmutableArray<string> Joined(AgentChange change, QuorumEffect quorum) =>
        [
            $"`{_witness.ListPeers}` on {_witness.Name} shows {Peer(change)} {(Voters.Votes(change.Agent) ? "as a voter, of" : "without a vote, beside")} "
                + $"{CountOf(quorum.After.Voters)}",
            .. Tolerance(quorum),
        ];

    /// <summary>
    /// <c>list-peers</c> names a peer after any member with its address, so where another name was there before, that may be the
    /// one (1.8.4): there the address tells.
    /// </summary>
    private string Peer(AgentChange change)
    {
        var next = change.Agent;
        var isNamesake = change.Old is { } old ? old.NodeName == next.NodeName : _removed.All(o => o.Machine != next.Machine);
        return isNamesake || !Address.IsIP(next.Address) ? next.NodeName : Address.WithPort(next.Address, next.Ports["server"]);
    }

    private ImmutableArray<string> Gone(Agent agent, QuorumEffect quorum) =>
        [$"`{_witness.ListPeers}` on {_witness.Name} shows {CountOf(quorum.After.Voters)}, and {agent.NodeName} no longer", .. Tolerance(quorum)];

    private static string CountOf(int count) => Counted.Of(count, "voter");

    /// <summary>Nothing where autopilot does not answer.</summary>
    private ImmutableArray<string> Tolerance(QuorumEffect quorum) =>
        !_witness.HasAutopilot
            ? []
            : [string.Create(
                CultureInfo.InvariantCulture,
                $"`{_witness.Autopilot}` on {_witness.Name} says healthy, {_witness.Tolerance} {quorum.After.Tolerance}")];
}

using ConsulGen.Core.Planning.Changes;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Planning.Waves;

/// <summary>What the clients of one datacenter do, after its servers.</summary>
internal sealed class ClientWaves(DatacenterChange datacenter)
{
    private readonly string _members = Witness.Of(datacenter, before: false) is { } witness
        ? $"`{witness.Members}` on {witness.Name}"
        : "`consul members`";

    public IEnumerable<Wave> Coming()
    {
        var coming = datacenter.Agents.Where(a => IsHere(a.New) && !IsHere(a.Old)).ToList();
        return Wave("clients that come", Steps(coming, "add", Commands, c => HostCommands.UndoCome(c), Alive));
    }

    /// <summary>In batches where they restart, all at once where they do not.</summary>
    public IEnumerable<Wave> Staying()
    {
        var staying = datacenter.Agents.Where(a => IsHere(a.Old) && IsHere(a.New)).ToLookup(AgentHandling.Of);
        var batches = RestartBatches.Of(datacenter, staying[Handling.Restart]);
        var restarts = batches.SelectMany((b, i) => Steps(
            b,
            batches.Length == 1 ? "restart" : string.Create(CultureInfo.InvariantCulture, $"batch {i + 1} of {batches.Length}: restart"),
            HostCommands.Restart,
            HostCommands.UndoRestart,
            Alive));
        return
        [
            .. Wave(
                "clients that restart",
                restarts,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"no batch takes more than {RestartBatches.Share} percent of a service's instances away, or one where there are few")),
            .. Wave("clients without a restart", QuietSteps.Of(staying[Handling.Copy], staying[Handling.Reload])),
        ];
    }

    public IEnumerable<Wave> Leaving()
    {
        var leaving = datacenter.Agents.Where(a => IsHere(a.Old) && a.New is null);
        return Wave(
            "clients that go",
            Steps(leaving, "remove", c => HostCommands.Leave(c.Agent), c => HostCommands.Enable(c.Agent), n => $"{_members} shows {n} as left"));
    }

    private bool IsHere(Agent? agent) => agent is { IsServer: false } && agent.Datacenter == datacenter.Name;

    private string Alive(string hosts) => $"{_members} shows {hosts} as alive";

    private static ImmutableArray<string> Commands(AgentChange change)
    {
        if (change is not { Old: { } old, New: { } next }) return [HostCommands.GetConsul(change.Agent), HostCommands.Install];
        var upgrade = old.Version == next.Version ? ImmutableArray<string>.Empty : [HostCommands.GetConsul(next)];
        // A server has left when its datacenter's servers had their turn.
        var leave = old.IsServer ? ImmutableArray<string>.Empty : HostCommands.Leave(old);
        var part = old.Datacenter == next.Datacenter ? "raft" : null;
        return [.. leave, .. HostCommands.SetAside(old, part), .. upgrade, HostCommands.Install];
    }

    private static IEnumerable<Step> Steps(
        IEnumerable<AgentChange> clients,
        string verb,
        Func<AgentChange, ImmutableArray<string>> commands,
        Func<AgentChange, ImmutableArray<string>> undo,
        Func<string, string> waitFor) =>
        HostGroups.Of(clients, commands, undo).Select(g => new Step($"{verb} {HostGroups.Title(g.Hosts)}", g.Hosts, g.Commands)
        {
            WaitFor = [waitFor(g.Hosts.Length == 1 ? g.Hosts[0] : string.Create(CultureInfo.InvariantCulture, $"all {g.Hosts.Length}"))],
            Undo = g.Undo,
        });

    private IEnumerable<Wave> Wave(string title, IEnumerable<Step> steps, params ImmutableArray<string> notes)
    {
        var all = steps.ToImmutableArray();
        return all.IsEmpty ? [] : [new Wave(datacenter.Name, title, all) { Notes = notes }];
    }
}

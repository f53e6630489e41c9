using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Consul.Datacenters;
using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Planning.Changes;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Planning.Waves;

/// <summary>
/// The safe order of a change: the primary datacenter first and removed ones last; in each the servers, one at a time, then the
/// clients, then what stands in front. It is linear in hosts.
/// </summary>
public sealed class WaveCompiler
{
    private readonly TopologyChange _change;
    private readonly HashSet<string> _served = new(StringComparer.Ordinal);
    private readonly List<DatacenterChange> _touched = [];

    private WaveCompiler(TopologyChange change) => _change = change;

    public static ImmutableArray<Wave> Compile(TopologyChange change, ImmutableArray<FileChange> files)
    {
        var compiler = new WaveCompiler(change);
        var waves = compiler.Ordered().SelectMany(d => compiler.Waves(d)).ToList();
        ImmutableArray<Wave> all =
        [
            .. PreparationWave.Of(compiler._touched),
            .. KeyringWaves.Before(change),
            .. waves,
            .. KeyringWaves.After(change),
            .. FrontWaves.Prometheus(files),
        ];
        return TokenNote(change) is { } note && !all.IsEmpty ? all.SetItem(0, all[0] with { Notes = [note, .. all[0].Notes] }) : all;
    }

    /// <summary>What commands need besides where ACLs deny, before the change or after it; null where nobody denies.</summary>
    private static string? TokenNote(TopologyChange change)
    {
        var denying = change.Agents
            .SelectMany(a => new[] { a.Old, a.New })
            .OfType<Agent>()
            .Where(a => a is { IsServer: true, Acl.DeniesByDefault: true })
            .ToList();
        if (denying.Count == 0) return null;
        return $"the ACLs deny: before consul commands, in each shell: {ShellToken.Given(denying)}; "
            + "curl takes it by `-H @<file with X-Consul-Token: and the token>`";
    }

    /// <summary>Consul's "upgrade, federated datacenters": the primary first, as the others copy from it; to 1.6 the last.</summary>
    private IEnumerable<DatacenterChange> Ordered()
    {
        var primary = PrimaryDatacenter.NameIn(_change.New);
        var isLast = PrimaryDatacenter.IsUpgradedLast(_change.Agents.Select(a => a.VersionChange()).OfType<(ConsulVersion, ConsulVersion)>());
        return _change.Datacenters
            .OrderBy(d => d.New is null ? 2 : PrimaryDatacenter.Is(d.Name, primary) == isLast ? 1 : 0)
            .ThenBy(d => d.Name, StringComparer.Ordinal);
    }

    private List<Wave> Waves(DatacenterChange datacenter)
    {
        var clients = new ClientWaves(datacenter);
        var waves = new List<Wave>();
        // Where a whole datacenter goes its clients still have servers to tell so.
        if (datacenter.New is null) waves.AddRange([.. clients.Leaving(), .. Servers(datacenter)]);
        else waves.AddRange([.. Servers(datacenter), .. clients.Coming(), .. clients.Staying(), .. clients.Leaving()]);
        waves.AddRange(FrontWaves.Balancers(_change, datacenter.Name));
        return waves;
    }

    private List<Wave> Servers(DatacenterChange datacenter)
    {
        var waves = new List<Wave>();
        if (!_served.Add(datacenter.Name)) return waves;
        // A server that moves here has to leave its datacenter first, in that one's own order.
        foreach (var name in datacenter.Agents.Where(a => a.Old is { IsServer: true }).Select(a => a.Old?.Datacenter ?? "").Distinct(StringComparer.Ordinal))
            if (_change.Datacenter(name) is { } former) waves.AddRange(Servers(former));
        if (Witness.Of(datacenter, before: false) is not { } witness) return waves;
        var steps = new ServerSteps(datacenter, witness);
        if (datacenter.IsLive)
        {
            var moves = ServerSchedule.Of(datacenter);
            if (!moves.IsEmpty) _touched.Add(datacenter);
            waves.AddRange(Chunks(moves).Select(c => Live(datacenter, c, steps, witness)));
        }
        else
        {
            waves.Add(new Wave(datacenter.Name, "the servers of a new datacenter", [.. steps.Bootstrap([.. datacenter.AddedServers])]));
        }

        var kept = datacenter.KeptServers.ToLookup(AgentHandling.Of);
        var quiet = QuietSteps.Of(kept[Handling.Copy], kept[Handling.Reload]).ToImmutableArray();
        if (!quiet.IsEmpty) waves.Add(new Wave(datacenter.Name, "servers without a restart", quiet));
        return waves;
    }

    private static Wave Live(DatacenterChange datacenter, ImmutableArray<ServerMove> moves, ServerSteps steps, Witness witness)
    {
        var isInPlace = moves[0].IsInPlace;
        var wave = new Wave(
            datacenter.Name,
            isInPlace ? "servers that change, one at a time" : "servers that come and go, one at a time",
            [.. moves.Select(steps.Of)]);
        if (!isInPlace || moves.Select(m => m.Change.Name).Distinct(StringComparer.Ordinal).Take(2).Count() < 2) return wave;
        var transfer = witness.TransferLeader is { } command
            ? $", after `{command}` has made another one the leader"
            : ", as it costs an election, some seconds without writes";
        return wave with { Notes = [$"followers first: `{witness.ListPeers}` says who is the leader; leave its turn for the end{transfer}"] };
    }

    /// <summary>Neighbours that come and go, or that change in place.</summary>
    private static IEnumerable<ImmutableArray<ServerMove>> Chunks(ImmutableArray<ServerMove> moves)
    {
        for (var start = 0; start < moves.Length;)
        {
            var end = start;
            while (end < moves.Length && moves[end].IsInPlace == moves[start].IsInPlace) end++;
            yield return moves[start..end];
            start = end;
        }
    }
}

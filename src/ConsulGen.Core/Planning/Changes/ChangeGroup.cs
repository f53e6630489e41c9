using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Planning.Changes;

public enum HostChangeKind
{
    Added,
    Changed,
    Removed,
}

/// <summary>Hosts of a datacenter to which the same happens, so that ten thousand of them are one paragraph.</summary>
/// <param name="Role">server, client or load_balancer.</param>
/// <param name="Hosts">In natural order of names.</param>
/// <param name="Keys">
/// Those of the first host; a value that is not the same for all is told by <see cref="VaryingKeys"/>. Empty for hosts that come or go.
/// </param>
public sealed record ChangeGroup(string Datacenter, string Role, HostChangeKind Kind, ImmutableArray<string> Hosts, ImmutableArray<KeyChange> Keys)
{
    /// <summary>Paths of keys whose values differ from host to host.</summary>
    public ImmutableHashSet<string> VaryingKeys { get; init; } = [];

    /// <summary>Files that differ in the hosts' folders, relative to those; empty for hosts that come or go.</summary>
    public ImmutableArray<FileChange> Files { get; init; } = [];

    public ChangeClass Class => Keys.IsEmpty ? ChangeClass.NoEffect : Keys.Max(k => k.Class);

    /// <summary>In order of datacenters, servers first, then as the first hosts of the groups stand.</summary>
    /// <param name="withFiles">False where one of the inventories gives no bundle.</param>
    public static ImmutableArray<ChangeGroup> Of(TopologyChange change, bool withFiles) =>
    [
        .. change.Agents
            .Select(a => new HostChange(a.Old, a.New, a.Agent.Role, a.Keys))
            .Concat(change.LoadBalancers.Select(b => new HostChange(b.Old, b.New, "load_balancer", b.Keys)))
            .Where(h => h.Kind != HostChangeKind.Changed || !h.Keys.IsEmpty)
            .GroupBy(h => h.Signature, StringComparer.Ordinal)
            .Select(g => Group([.. g], withFiles ? change : null))
            .OrderBy(g => g.Datacenter, StringComparer.Ordinal)
            .ThenBy(g => g.Role switch { "server" => 0, "client" => 1, _ => 2 }),
    ];

    /// <param name="bundles">The topologies to make files of; null for none.</param>
    private static ChangeGroup Group(List<HostChange> hosts, TopologyChange? bundles)
    {
        var first = hosts[0];
        return new ChangeGroup(first.Host.Datacenter, first.Role, first.Kind, [.. hosts.Select(h => h.Host.Name)], first.Keys)
        {
            VaryingKeys = [.. first.Keys
                .Where((key, i) => !hosts.TrueForAll(h => ValueComparison.Same(h.Keys[i].Old, key.Old) && ValueComparison.Same(h.Keys[i].New, key.New)))
                .Select(k => k.Path)],
            // The same keys are in the same files.
            Files = bundles is not null && first is { Old: { } old, New: { } next } ? FileDifference.OfHost(old, next, bundles) : [],
        };
    }

    private sealed record HostChange(Host? Old, Host? New, string Role, ImmutableArray<KeyChange> Keys)
    {
        public Host Host => New ?? Old ?? throw new InvalidOperationException("a host changes from nothing to nothing");

        public HostChangeKind Kind => Old is null ? HostChangeKind.Added : New is null ? HostChangeKind.Removed : HostChangeKind.Changed;

        public string Signature =>
            string.Join('\n', Keys.Select(k => $"{k.Path} {k.Class} {k.Old is null} {k.New is null}").Prepend($"{Host.Datacenter} {Role} {Kind}"));
    }
}

using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Planning;

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
    public static ImmutableArray<ChangeGroup> Of(TopologyChange change, ImmutableArray<FileChange> files)
    {
        var byHost = files.Where(f => Host(f.Path) is not null).ToLookup(f => Host(f.Path) ?? "", StringComparer.Ordinal);
        var changes = change.Agents
            .Select(a => new HostChange(a.Agent, a.Agent.Role, KindOf(a.Old, a.New), a.Keys))
            .Concat(change.LoadBalancers.Select(b => new HostChange(b.Balancer, "load_balancer", KindOf(b.Old, b.New), b.Keys)))
            .Select(h => h with { Files = h.Kind == HostChangeKind.Changed ? [.. byHost[h.Host.Folder]] : [] })
            .Where(h => h.Kind != HostChangeKind.Changed || !h.Keys.IsEmpty || !h.Files.IsEmpty);
        return [.. changes.GroupBy(h => h.Signature, StringComparer.Ordinal).Select(g => Group([.. g])).OrderBy(g => g.Datacenter, StringComparer.Ordinal).ThenBy(g => g.Role switch { "server" => 0, "client" => 1, _ => 2 })];
    }

    /// <summary>The files that are no host's.</summary>
    public static IEnumerable<FileChange> SharedFiles(ImmutableArray<FileChange> files) => files.Where(f => Host(f.Path) is null);

    private static ChangeGroup Group(List<HostChange> hosts)
    {
        var first = hosts[0];
        return new ChangeGroup(first.Host.Datacenter, first.Role, first.Kind, [.. hosts.Select(h => h.Host.Name)], first.Keys)
        {
            VaryingKeys = [.. first.Keys.Where((key, i) => !hosts.TrueForAll(h => ValueComparison.Same(h.Keys[i].Old, key.Old) && ValueComparison.Same(h.Keys[i].New, key.New))).Select(k => k.Path)],
            Files = [.. first.Files.Select(f => f with { Path = f.Path[(first.Host.Folder.Length + 1)..] })],
        };
    }

    private static HostChangeKind KindOf(Host? old, Host? next) => old is null ? HostChangeKind.Added : next is null ? HostChangeKind.Removed : HostChangeKind.Changed;

    /// <summary>The folder of the host that a file belongs to, <c>hosts/dc1/node1</c>; null for a file of the whole bundle.</summary>
    private static string? Host(string path)
    {
        var parts = path.Split('/', 4);
        return parts is ["hosts", _, _, _] ? string.Join('/', parts[..3]) : null;
    }

    private sealed record HostChange(Host Host, string Role, HostChangeKind Kind, ImmutableArray<KeyChange> Keys)
    {
        public ImmutableArray<FileChange> Files { get; init; } = [];

        public string Signature => string.Join('\n', Keys.Select(k => $"{k.Path} {k.Class} {k.Old is null} {k.New is null}")
            .Concat(Files.Select(f => $"{f.Kind} {f.Path[(Host.Folder.Length + 1)..]}"))
            .Prepend($"{Host.Datacenter} {Role} {Kind}"));
    }
}

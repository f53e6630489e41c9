using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Consul.Keys;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Joins;

internal sealed class RetryJoinPort()
    : LintRule("retry-join-port", Severity.Warning, "A join entry leads to a port where nobody gossips")
{
    /// <summary>A list, the gossip that it is for, who joins by it, and what it is without the inventory's own.</summary>
    private sealed record Joining(string List, string Port, string Who, string Derived);

    private static readonly Joining Lan = new("retry_join", "serf_lan", "agents", "agents then get all servers with their ports");

    private static readonly Joining Wan = new("retry_join_wan", "serf_wan", "servers", "servers then get those of the other datacenters with their ports");

    public override void Check(Topology topology, Report report)
    {
        var everywhere = AddressBook.OfWan(topology);
        foreach (var datacenter in topology.Datacenters)
        {
            Check(Lan, datacenter.Agents, datacenter.Addresses, report);
            // A client reads no such list, and a server whose port is off joins nobody.
            Check(Wan, datacenter.Servers.Where(s => s.Ports["serf_wan"] > 0), everywhere, report);
        }
    }

    private static void Check(Joining joining, IEnumerable<Agent> agents, IReadOnlyDictionary<string, List<Agent>> addresses, Report report)
    {
        // Hosts share their group's list, or one entry with a placeholder.
        var lists = new HashSet<(ListValue, int)>();
        var told = new HashSet<SourceSpan>();
        foreach (var agent in agents)
            if (agent.Config[joining.List] is ListValue list && lists.Add((list, agent.Ports[joining.Port])))
                foreach (var item in list.Items.Where(i => i.Span.Exists))
                    if (JoinEntry.Parse(item) is { IsLoopback: false } entry
                        && Problem(joining, entry, agent.Ports[joining.Port], addresses) is { } problem && told.Add(item.Span))
                        report(item.Span, problem, $"name the {joining.Port} port, or remove {joining.List}: {joining.Derived}");
    }

    private static string? Problem(Joining joining, JoinEntry entry, int own, IReadOnlyDictionary<string, List<Agent>> addresses)
    {
        var port = entry.Port ?? own;
        if (addresses.TryGetValue(entry.Host, out var targets))
        {
            if (targets.Exists(t => t.Ports[joining.Port] == port)) return null;
            var (name, gossip) = (targets[0].Name, targets[0].Ports[joining.Port]);
            if (gossip == 0) return Invariant($"{joining.List} has {entry.Host}, but \"{name}\" has {joining.Port} off");
            return entry.Port is null
                ? Invariant(
                    $"{joining.List} has {entry.Host} without a port, which stands for the joining agent's own port {own}, but \"{name}\" gossips at {gossip}")
                : Invariant($"{joining.List} has port {port} of {entry.Host}, but \"{name}\" gossips at {gossip}");
        }

        // A host that the inventory does not have: only Consul's other ports are surely none for gossip.
        return port != own && PortName.All.FirstOrDefault(p => p.Standard == port && p.Name != joining.Port) is { } other
            ? Invariant($"{joining.List} has port {port} of {entry.Host}, which is Consul's {other.Name}, ")
                + $"but {joining.Who} join at the port for {joining.Port}"
            : null;
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}

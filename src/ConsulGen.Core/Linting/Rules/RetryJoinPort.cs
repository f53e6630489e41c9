using ConsulGen.Core.Consul;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules;

internal sealed class RetryJoinPort()
    : LintRule("retry-join-port", Severity.Warning, "A join entry leads to a port where nobody gossips")
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var datacenter in topology.Datacenters)
        {
            var addresses = JoinEntry.Addresses(datacenter);
            // Hosts share their group's list.
            var lists = new HashSet<(ListValue, int)>();
            foreach (var agent in datacenter.Agents)
                if (agent.Config["retry_join"] is ListValue list && lists.Add((list, agent.Ports["serf_lan"])))
                    foreach (var item in list.Items.Where(i => i.Span.Exists))
                        if (JoinEntry.Parse(item) is { IsLoopback: false } entry && Problem(entry, agent.Ports["serf_lan"], addresses) is { } problem)
                            report(item.Span, problem, "name the serf_lan port, or remove retry_join: agents then get all servers with their ports");
        }
    }

    private static string? Problem(JoinEntry entry, int own, Dictionary<string, List<Agent>> addresses)
    {
        var port = entry.Port ?? own;
        if (addresses.TryGetValue(entry.Host, out var targets))
        {
            if (targets.Exists(t => t.Ports["serf_lan"] == port)) return null;
            var (name, gossip) = (targets[0].Name, targets[0].Ports["serf_lan"]);
            return entry.Port is null
                ? Invariant($"retry_join has {entry.Host} without a port, which stands for the joining agent's own port {own}, but \"{name}\" gossips at {gossip}")
                : Invariant($"retry_join has port {port} of {entry.Host}, but \"{name}\" gossips at {gossip}");
        }

        // A host that the inventory does not have: only Consul's other ports are surely none for gossip.
        return port != own && PortName.All.FirstOrDefault(p => p.Standard == port && p.Name != "serf_lan") is { } other
            ? Invariant($"retry_join has port {port} of {entry.Host}, which is Consul's {other.Name}, but agents join at the port for serf_lan")
            : null;
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}

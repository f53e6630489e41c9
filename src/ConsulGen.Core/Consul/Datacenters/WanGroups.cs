using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Consul.Datacenters;

/// <summary>
/// Datacenters that one join after the other connects. A join works in both directions, and one server brings the others of its datacenter in.
/// </summary>
internal sealed class WanGroups(List<Datacenter> datacenters)
{
    private readonly Dictionary<string, string> _next = datacenters.ToDictionary(d => d.Name, d => d.Name, StringComparer.Ordinal);

    /// <summary>The first datacenter of those that are joined with most others.</summary>
    public Datacenter Largest => datacenters.GroupBy(d => Root(d.Name)).OrderByDescending(g => g.Count()).First().First();

    /// <summary>Each datacenter is in one of them, some alone.</summary>
    public IEnumerable<IEnumerable<Datacenter>> All => datacenters.GroupBy(d => Root(d.Name));

    public bool AreJoined(Datacenter one, Datacenter other) => Root(one.Name) == Root(other.Name);

    /// <summary>Null when nobody joins anybody, which is on purpose, or when the inventory leaves open who joins whom.</summary>
    public static WanGroups? Of(List<Datacenter> datacenters)
    {
        var groups = new WanGroups(datacenters);
        var addresses = Addresses(datacenters);
        var known = new HashSet<(ListValue List, int Port)>();
        foreach (var datacenter in datacenters)
            foreach (var server in datacenter.Servers)
            {
                if (IsOpen(server)) return null;
                // Servers share their group's list, and the derived one.
                if (server.Config["retry_join_wan"] is not ListValue list || !known.Add((list, server.Ports["serf_wan"]))) continue;
                foreach (var item in list.Items)
                {
                    if (JoinEntry.Parse(item) is not { IsLoopback: false } entry || !addresses.TryGetValue(entry.Host, out var there)) return null;
                    foreach (var (name, _) in there.Where(t => t.Port == (entry.Port ?? server.Ports["serf_wan"])))
                        groups._next[groups.Root(name)] = groups.Root(datacenter.Name);
                }
            }

        return known.Count == 0 ? null : groups;
    }

    /// <summary>Joins that are no list, or go through gateways.</summary>
    private static bool IsOpen(Agent server) => server.Config["start_join_wan"] is not null
        || server.Config["primary_gateways"] is not null
        || server.Config["retry_join_wan"] is not (null or ListValue)
        || server.Mesh.FederatesThroughGateways;

    /// <summary>Datacenters and gossip ports by the addresses under which their servers may be known.</summary>
    private static Dictionary<string, HashSet<(string Datacenter, int Port)>> Addresses(List<Datacenter> datacenters)
    {
        var addresses = new Dictionary<string, HashSet<(string, int)>>(StringComparer.OrdinalIgnoreCase);
        foreach (var server in datacenters.SelectMany(d => d.Servers))
            foreach (var address in new[] {
                server.Address,
                server.WanAddress,
                server.Config.Text("advertise_addr"),
                server.Config.Text("advertise_addr_wan"),
                server.Config.Text("bind_addr"),
            }.OfType<string>())
            {
                if (!addresses.TryGetValue(address, out var there)) addresses[address] = there = [];
                there.Add((server.Datacenter, server.Ports["serf_wan"]));
            }

        return addresses;
    }

    private string Root(string name)
    {
        while (_next[name] != name) name = _next[name] = _next[_next[name]];
        return name;
    }
}

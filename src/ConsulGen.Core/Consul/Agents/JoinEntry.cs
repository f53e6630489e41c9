using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Consul.Agents;

/// <summary>An entry of a join list: <c>10.0.0.1</c>, <c>10.0.0.1:8301</c>, <c>[fd00::1]:8301</c> or a name.</summary>
/// <param name="Port">Null for none, which means the joining agent's own gossip port (all versions).</param>
internal readonly record struct JoinEntry(string Host, int? Port)
{
    public bool IsLoopback => Host is "127.0.0.1" or "::1" or "localhost";

    /// <summary>Null where only the host can say what the entry stands for: a template, or a cloud's discovery.</summary>
    public static JoinEntry? Parse(Value value)
    {
        if (value is not ScalarValue { HasPlaceholders: false, Text: { Length: > 0 } text } || text.Contains("{{", StringComparison.Ordinal) || text.Contains('=', StringComparison.Ordinal)) return null;
        if (Address.IsIPv6(text)) return new JoinEntry(text, null);
        if (text.StartsWith('[') && text.EndsWith(']')) return new JoinEntry(text[1..^1], null);
        var colon = text.LastIndexOf(':');
        if (colon < 0) return new JoinEntry(text, null);
        return int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? new JoinEntry(text[..colon].Trim('[', ']'), port)
            : null;
    }

    /// <summary>The agents of a datacenter by the addresses under which others know them.</summary>
    public static Dictionary<string, List<Agent>> Addresses(ImmutableArray<Agent> agents) =>
        Index(agents, agent => [agent.Address, agent.Config.Text("advertise_addr"), agent.Config.Text("bind_addr")]);

    /// <summary>All servers by the addresses under which those of other datacenters know them.</summary>
    public static Dictionary<string, List<Agent>> WanAddresses(Topology topology) =>
        Index(topology.Datacenters.SelectMany(d => d.Servers), server => [server.WanAddress ?? server.Address, server.Config.Text("advertise_addr_wan")]);

    private static Dictionary<string, List<Agent>> Index(IEnumerable<Agent> hosts, Func<Agent, string?[]> known)
    {
        var agents = new Dictionary<string, List<Agent>>(StringComparer.OrdinalIgnoreCase);
        foreach (var agent in hosts)
            foreach (var address in known(agent))
            {
                if (address is null or "" or "0.0.0.0" or "::" or "[::]") continue;
                if (!agents.TryGetValue(address, out var list)) agents[address] = list = [];
                // Mostly the same address under several keys.
                if (list.Count == 0 || !ReferenceEquals(list[^1], agent)) list.Add(agent);
            }

        return agents;
    }
}

using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Consul.Agents;

/// <summary>Who is meant by the entries of join lists. Each list is looked up once for all agents that share it.</summary>
/// <param name="addresses">Agents by the addresses under which others know them.</param>
/// <param name="port">Which port the lists are about: <c>serf_lan</c> or <c>serf_wan</c>.</param>
internal sealed class JoinTargets(IReadOnlyDictionary<string, List<Agent>> addresses, string port)
{
    private readonly Dictionary<(ListValue List, int Port, string Address), List<Agent>?> _known = [];

    /// <summary>The same list of agents for all that share a join list; null when an entry leaves open who is meant.</summary>
    public List<Agent>? Of(ListValue list, Agent joiner)
    {
        // 127.0.0.1 is another machine for each; derived lists have none.
        var key = (list, joiner.Ports[port], list.Span.Exists ? joiner.Address : "");
        return _known.TryGetValue(key, out var targets) ? targets : _known[key] = Find(list, joiner);
    }

    private List<Agent>? Find(ListValue list, Agent joiner)
    {
        var targets = new List<Agent>();
        foreach (var item in list.Items)
        {
            if (JoinEntry.Parse(item) is not { } entry) return null;
            if (!addresses.TryGetValue(entry.IsLoopback ? joiner.Address : entry.Host, out var there)) return null;
            var meant = there.FindAll(t => t.Ports[port] == (entry.Port ?? joiner.Ports[port]));
            // Somebody at another port was meant; retry-join-port reports that.
            targets.AddRange(meant.Count > 0 || entry.IsLoopback ? meant : there);
        }

        return targets;
    }
}

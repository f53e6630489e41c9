using System.Text;
using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Graphs;

/// <summary>Ports as the picture says them: <c>http 8500, dns 8600/18600</c>.</summary>
internal static class PortWords
{
    private const int Most = 3;

    /// <summary>The interfaces that programs use, beside those that agents use among themselves.</summary>
    private static readonly ImmutableArray<string> Interfaces = ["http", "https", "grpc", "grpc_tls", "dns"];

    /// <summary>The ports of the agents that are on; empty where all are off.</summary>
    public static string Of(IEnumerable<Agent> agents, string port) => Of(Shown(port), agents.Select(a => a.Ports[port]));

    /// <summary>Each of the ports; what is off is left out.</summary>
    public static string All(IReadOnlyCollection<Agent> agents, params IEnumerable<string> ports) => Join(ports.Select(p => Of(agents, p)));

    public static string Of(string name, IEnumerable<int> ports)
    {
        var distinct = ports.Where(p => p > 0).Distinct().Order().Select(p => p.ToString(CultureInfo.InvariantCulture)).ToList();
        if (distinct.Count == 0) return "";
        return $"{name} {(distinct.Count <= Most ? string.Join('/', distinct) : $"{distinct[0]}...{distinct[^1]}")}";
    }

    public static string Join(IEnumerable<string> words) => string.Join(", ", words.Where(w => w.Length > 0));

    /// <summary>What others reach, and what only the hosts themselves do.</summary>
    public static IEnumerable<string> LinesOf(IReadOnlyCollection<Agent> agents)
    {
        var open = new List<string>();
        var local = new List<string>();
        if (!agents.Any(a => a.IsServer)) open.Add(Of(agents, "serf_lan"));
        foreach (var port in Interfaces)
            if (Of(agents, port) is { Length: > 0 } words) (agents.All(a => a.Ports[port] <= 0 || Listening.IsLocalOnly(a, port)) ? local : open).Add(words);
        if (Join(open) is { Length: > 0 } reached) yield return reached;
        if (local.Count > 0) yield return "local: " + Join(local);
    }

    /// <summary>The same for agents of one role of whom <see cref="LinesOf"/> says the same; many are asked.</summary>
    public static string KeyOf(Agent agent)
    {
        var key = new StringBuilder();
        key.Append(agent.Ports["serf_lan"]);
        foreach (var port in Interfaces)
            if (agent.Ports[port] is > 0 and var number)
                key.Append(CultureInfo.InvariantCulture, $" {port}{number}{(Listening.IsLocalOnly(agent, port) ? "l" : "")}");
        return key.ToString();
    }

    /// <summary>The port "server" of Consul's configuration is the one for calls to servers.</summary>
    public static string Shown(string port) => port == "server" ? "rpc" : port;
}

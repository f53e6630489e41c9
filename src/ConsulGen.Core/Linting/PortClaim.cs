using ConsulGen.Core.Consul;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting;

/// <summary>A port that a host opens: on which of its addresses, and where the inventory says so.</summary>
/// <param name="Binds">Addresses as the inventory writes them; <c>0.0.0.0</c> and <c>::</c> stand for all.</param>
/// <param name="Span">Where the port is set, or else the host's place.</param>
internal sealed record PortClaim(Host Host, string Name, int Port, ImmutableArray<string> Binds, SourceSpan Span)
{
    public static IEnumerable<PortClaim> Of(Agent agent)
    {
        foreach (var name in PortName.All)
        {
            var port = agent.Ports[name.Name];
            if (port == 0) continue;
            var span = agent.Ports.SpanOf(name.Name);
            yield return new PortClaim(agent, name.Name, port, BindsOf(agent.Config, name.Name), span.Exists ? span : agent.Span);
        }
    }

    public static IEnumerable<PortClaim> Of(LoadBalancer balancer) =>
        balancer.Listeners.Select(l => new PortClaim(balancer, $"{l.Name.Name} of the {l.Role}", l.Port, [balancer.Address], l.Span));

    /// <summary>
    /// True when the two cannot both listen. Every port of Consul is TCP, some are UDP too, so the protocol never keeps two apart.
    /// </summary>
    public bool CollidesWith(PortClaim other) =>
        Port == other.Port && Binds.Any(a => other.Binds.Any(b => a == b || IsAny(a) || IsAny(b)));

    /// <summary>Which key says where a listener binds (agent/config/builder.go, all versions).</summary>
    private static ImmutableArray<string> BindsOf(MapValue config, string name)
    {
        var text = name switch
        {
            "serf_lan" => config.Text("serf_lan") ?? config.Text("bind_addr") ?? "0.0.0.0",
            "serf_wan" => config.Text("serf_wan") ?? config.Text("bind_addr") ?? "0.0.0.0",
            "server" => config.Text("bind_addr") ?? "0.0.0.0",
            _ => config.Map("addresses").Text(name) ?? config.Text("client_addr") ?? "127.0.0.1",
        };
        // A template yields an address that only the host knows; it is taken for all of them.
        return text.Contains("{{", StringComparison.Ordinal) ? ["0.0.0.0"] : [.. text.Split((char[])[' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries).Where(a => !a.StartsWith("unix://", StringComparison.Ordinal))];
    }

    private static bool IsAny(string address) => address is "0.0.0.0" or "::" or "[::]";
}

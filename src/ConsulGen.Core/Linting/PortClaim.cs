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
            // A listener on sockets only, or on no address, has no port.
            if (BindsOf(agent.Config, name.Name) is { IsEmpty: false } binds) yield return new PortClaim(agent, name.Name, port, binds, span.Exists ? span : agent.Span);
        }
    }

    public static IEnumerable<PortClaim> Of(LoadBalancer balancer) =>
        balancer.Listeners.Select(l => new PortClaim(balancer, $"{l.Name.Name} of the {l.Role}", l.Port, [balancer.Address], l.Span));

    /// <summary>
    /// What the claim takes, for a look-up: its port at each of its addresses, and that somebody has the port somewhere. Every port of
    /// Consul is TCP, some are UDP too, so the protocol never keeps two apart.
    /// </summary>
    public IEnumerable<(int Port, string Bind)> Keys => Addresses.Append(Somewhere).Select(bind => (Port, bind));

    /// <summary>What another claim must have taken for the two to collide: the same address, all of them, or any where this one wants all.</summary>
    public IEnumerable<(int Port, string Bind)> Rivals => (Addresses.Contains(Everywhere) ? [Somewhere] : Addresses.Append(Everywhere)).Select(bind => (Port, bind));

    private const string Everywhere = "*";
    private const string Somewhere = "?";

    private IEnumerable<string> Addresses => Binds.Select(bind => IsAny(bind) ? Everywhere : bind);

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

using ConsulGen.Core.Consul.Keys;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Consul.Agents;

/// <summary>A port that a host opens: on which of its addresses, and where the inventory says so.</summary>
/// <param name="Binds">Addresses as the inventory writes them; <c>0.0.0.0</c> and <c>::</c> stand for all.</param>
/// <param name="Span">Where the port is set, or else the host's place.</param>
internal sealed record PortClaim(Host Host, string Name, int Port, ImmutableArray<string> Binds, SourceSpan Span)
{
    public static IEnumerable<PortClaim> Of(Host host) => host switch
    {
        Agent agent => Of(agent),
        LoadBalancer balancer => Of(balancer),
        _ => [],
    };

    private static IEnumerable<PortClaim> Of(Agent agent)
    {
        foreach (var name in PortName.All)
        {
            var port = agent.Ports[name.Name];
            if (port == 0) continue;
            var span = agent.Ports.SpanOf(name.Name);
            // What only the host knows is taken for all of its addresses; a listener on sockets only, or on no address, has no port.
            var binds = Listening.BindsOf(agent, name.Name) ?? ["0.0.0.0"];
            if (!binds.IsEmpty) yield return new PortClaim(agent, name.Name, port, binds, span.Exists ? span : agent.Span);
        }

        foreach (var (name, port, bind) in ProxyPorts.Of(agent))
            if (int.TryParse(port.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                yield return new PortClaim(agent, name, number, [bind], port.Span.Exists ? port.Span : agent.Span);
    }

    private static IEnumerable<PortClaim> Of(LoadBalancer balancer) =>
        balancer.Listeners.Select(l => new PortClaim(balancer, $"{l.Name.Name} of the {l.Role}", l.Port, [balancer.Address], l.Span));

    /// <summary>
    /// What the claim takes, for a look-up: its port at each of its addresses, and that somebody has the port somewhere. Every port of
    /// Consul is TCP, some are UDP too, so the protocol never keeps two apart.
    /// </summary>
    public IEnumerable<(int Port, string Bind)> Keys => Addresses.Append(Somewhere).Select(bind => (Port, bind));

    /// <summary>What another claim must have taken for the two to collide: the same address, all of them, or any where this one wants all.</summary>
    public IEnumerable<(int Port, string Bind)> Rivals =>
        (Addresses.Contains(Everywhere) ? [Somewhere] : Addresses.Append(Everywhere)).Select(bind => (Port, bind));

    private const string Everywhere = "*";
    private const string Somewhere = "?";

    private IEnumerable<string> Addresses => Binds.Select(bind => IsAny(bind) ? Everywhere : bind);

    private static bool IsAny(string address) => address is "0.0.0.0" or "::" or "[::]";
}

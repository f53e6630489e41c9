using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Addresses;

internal sealed class PortOutOfRange()
    : LintRule("port-out-of-range", Severity.Error, "A port is no port number, after its offset")
{
    private const int Highest = 65535;

    public override void Check(Topology topology, Report report)
    {
        foreach (var agent in topology.Agents)
        {
            var ports = agent.Config.Map("ports");
            if (ports.IsEmpty) continue;
            var beyond = ports.Entries.Where(e => e.Value is ScalarValue { Kind: ScalarKind.Integer } port && !IsPort(port.Text)).ToList();
            if (beyond.Count > 0 && agent.PortOffsetSpan.Exists)
                report(agent.PortOffsetSpan, $"the offset moves {Moves(beyond)}, but ports end at {Highest}", "choose a smaller port_offset");
            else
                foreach (var entry in beyond)
                    report(
                        agent.PlaceOf(entry.Value),
                        $"ports.{entry.Key} is {entry.Value}, but ports end at {Highest}",
                        "choose a lower port; -1 switches a listener off");
            var below = agent.PortOffsetSpan.Exists ? MovedBelow(agent) : [];
            if (below.Count > 0)
            {
                report(agent.PortOffsetSpan, $"the offset moves {Moves(below)}, but ports begin at 1", "choose a port_offset that leaves all ports above 0");
                continue;
            }

            // Consul 1.16.0 refuses these; older releases crash on them.
            foreach (var name in (ReadOnlySpan<string>)["server", "serf_lan"])
                if (ports[name] is ScalarValue { Kind: ScalarKind.Integer } off && (off.Text == "0" || off.Text.StartsWith('-'))
                    && (agent.IsServer || name == "serf_lan" || agent.Version.Has(Feature.NeededPortsRefused)))
                    report(
                        agent.PlaceOf(off),
                        $"ports.{name} is {off.Text}, but this listener cannot be switched off: "
                        + $"the agent {(agent.Version.Has(Feature.NeededPortsRefused) ? "refuses to start" : "crashes")}",
                        "give it a port");
        }

        foreach (var balancer in topology.LoadBalancers)
            foreach (var listener in balancer.Listeners.Where(l => l.Port is < 1 or > Highest))
                report(
                    listener.Span,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"the listener {listener.Name.Name} of \"{balancer.Name}\" is at port {listener.Port}, but ports are 1 to {Highest}"),
                    "choose a smaller port_offset");
    }

    /// <summary>Ports that were on before the offset; an agent's own -1 and 0 stay as they are.</summary>
    private static List<Entry> MovedBelow(Agent agent)
    {
        var declared = agent.DeclaredConfig.Map("ports");
        return [.. agent.Config.Map("ports").Entries.Where(e => e.Value is ScalarValue { Kind: ScalarKind.Integer } port
            && (port.Text == "0" || port.Text.StartsWith('-')) && declared.Number(e.Key) is null or > 0)];
    }

    private static string Moves(IEnumerable<Entry> ports) => string.Join(", ", ports.Select(e => $"{e.Key} to {e.Value}"));

    private static bool IsPort(string text) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var port) && port <= Highest;
}

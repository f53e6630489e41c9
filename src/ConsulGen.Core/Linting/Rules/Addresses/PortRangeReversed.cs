using ConsulGen.Core.Consul.Keys;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Addresses;

internal sealed class PortRangeReversed()
    : LintRule("port-range-reversed", Severity.Error, "A range of ports ends before it begins")
{
    /// <summary>Defaults have not changed since each came.</summary>
    private static readonly ImmutableArray<(string First, int Least, string Last, int Most)> Ranges =
    [
        ("expose_min_port", 21500, "expose_max_port", 21755),
        ("proxy_min_port", 20000, "proxy_max_port", 20255),
        ("sidecar_min_port", 21000, "sidecar_max_port", 21255),
    ];

    /// <summary>Above it, port-out-of-range speaks.</summary>
    private const int Highest = 65535;

    public override void Check(Topology topology, Report report)
    {
        foreach (var agent in topology.Agents)
        {
            var ports = agent.Config.Map("ports");
            foreach (var (first, least, last, most) in Ranges)
            {
                // Consul takes all below 1 for off (run with 1.6.5 to 1.10.11).
                var (from, to) = (Math.Max(ports.Number(first) ?? least, 0), Math.Max(ports.Number(last) ?? most, 0));
                if (from <= to || from > Highest || AgentKeys.Instance.Find("ports.", first)?.IsKnownTo(agent.Version) is not true) continue;
                report(
                    agent.PlaceOf(ports[first] ?? ports[last]),
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"ports.{first} is {from}{Default(ports[first])}, but ports.{last} is {to}{Default(ports[last])}: the agent refuses to start"),
                    "set both, the lower one first; 0 for both switches the range off");
            }
        }
    }

    private static string Default(Value? value) => value is null ? " by default" : "";
}

using ConsulGen.Core.Consul;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules;

internal sealed class PortRangeReversed()
    : LintRule("port-range-reversed", Severity.Error, "A range of ports ends before it begins")
{
    /// <summary>Defaults have not changed since each came.</summary>
    private static readonly ImmutableArray<(string Name, int Least, int Most)> Ranges = [("expose", 21500, 21755), ("proxy", 20000, 20255), ("sidecar", 21000, 21255)];

    /// <summary>Above it, port-out-of-range speaks.</summary>
    private const int Highest = 65535;

    public override void Check(Topology topology, Report report)
    {
        foreach (var agent in topology.Agents)
        {
            var ports = agent.Config.Map("ports");
            foreach (var (name, least, most) in Ranges)
            {
                var (first, last) = ($"{name}_min_port", $"{name}_max_port");
                if (AgentKeys.Instance.Find($"ports.{first}")?.IsKnownTo(agent.Version) is not true) continue;
                // Consul takes all below 1 for off (run with 1.6.5 to 1.10.11).
                var (from, to) = (Math.Max(ports.Number(first) ?? least, 0), Math.Max(ports.Number(last) ?? most, 0));
                if (from <= to || from > Highest) continue;
                report(
                    agent.PlaceOf(ports[first] ?? ports[last]),
                    string.Create(CultureInfo.InvariantCulture, $"ports.{first} is {from}{Default(ports[first])}, but ports.{last} is {to}{Default(ports[last])}: the agent refuses to start"),
                    "set both, the lower one first; 0 for both switches the range off");
            }
        }
    }

    private static string Default(Value? value) => value is null ? " by default" : "";
}

using System.Text;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules;

internal sealed class NodeNameNotDns()
    : LintRule("node-name-not-dns", Severity.Warning, "DNS cannot find a node by its name")
{
    private const int LongestLabel = 63;

    public override void Check(Topology topology, Report report)
    {
        foreach (var agent in topology.Agents)
            // The name itself is left out: the hosts of a range differ in it, and are one mistake.
            if (agent.Config["node_name"] is not { HasPlaceholders: true } && Problem(agent.NodeName) is { } problem)
                report(agent.PlaceOf(agent.Config["node_name"]), $"the node name {problem}, so that DNS cannot find the node", "use letters, digits and hyphens only, at most 63");
    }

    private static string? Problem(string name)
    {
        foreach (var c in name.EnumerateRunes())
            if (c.Value != '-' && !(c.IsAscii && Rune.IsLetterOrDigit(c))) return c.Value == ' ' ? "has a blank" : $"has a \"{c}\"";
        return name.Length > LongestLabel ? "has more than 63 characters" : null;
    }
}

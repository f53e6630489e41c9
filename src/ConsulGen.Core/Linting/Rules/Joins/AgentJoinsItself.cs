using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Joins;

internal sealed class AgentJoinsItself()
    : LintRule("agent-joins-itself", Severity.Warning, "An agent has itself in its join list, and may stay alone")
{
    private static readonly ImmutableArray<string> Keys = ["retry_join", "start_join"];

    public override void Check(Topology topology, Report report)
    {
        // Hosts share their group's list.
        foreach (var key in Keys)
            foreach (var list in topology.Agents
                .Where(a => a.Config[key] is ListValue { Span.Exists: true } list && Leads(a, list))
                .GroupBy(a => ((ListValue)a.Config[key]!).Span))
                Tell(key, list.Key, [.. list], report);
    }

    /// <summary>To itself among others. One that has itself alone is for the others to join: retry-join-reaches-nobody.</summary>
    private static bool Leads(Agent agent, ListValue list)
    {
        var own = list.Items.Count(i => OwnAddress.Is(agent, i));
        return own > 0 && own < list.Items.Length;
    }

    private static void Tell(string key, SourceSpan place, ImmutableArray<Agent> agents, Report report) => report(
        place,
        $"{key} of {(agents.Length == 1 ? $"\"{agents[0].Name}\"" : Counted.Of(agents.Length, "agent"))} has the agent itself in it: "
            + $"where the network is late it joins itself, tries nobody else again, and stays alone",
        agents[0].IsServer
            ? $"remove {key}: every server then gets the others; or leave each host's own address out of its list"
            : "leave the host's own address out");
}

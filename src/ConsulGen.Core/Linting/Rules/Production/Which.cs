using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Production;

internal static class Which
{
    /// <summary>The name of one agent, or how many of a datacenter's there are, with the datacenter.</summary>
    public static string Of(IReadOnlyList<Agent> agents, Datacenter datacenter) =>
        agents.Count == 1 ? $"\"{agents[0].Name}\""
        : (agents.Count == datacenter.Agents.Length ? "all agents" : Counted.Of(agents.Count, "agent")) + $" of datacenter \"{datacenter.Name}\"";
}

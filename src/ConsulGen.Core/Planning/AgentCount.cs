using ConsulGen.Core.Planning.Changes;

namespace ConsulGen.Core.Planning;

internal static class AgentCount
{
    /// <summary>The name of one, or the number of several: "node1", "40 clients".</summary>
    public static string Of(IReadOnlyList<AgentChange> agents, string plural) =>
        agents.Count == 1 ? agents[0].Name : string.Create(CultureInfo.InvariantCulture, $"{agents.Count} {plural}");
}

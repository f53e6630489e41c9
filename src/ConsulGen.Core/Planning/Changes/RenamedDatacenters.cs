namespace ConsulGen.Core.Planning.Changes;

/// <summary>Datacenters that keep their servers, and get another name.</summary>
internal static class RenamedDatacenters
{
    /// <summary>The servers that move, by the names of a datacenter that is given up and of the one that takes them.</summary>
    public static IEnumerable<IGrouping<(string Old, string New), AgentChange>> Of(TopologyChange change) => change.Agents
        .Where(a => a is { Old: { IsServer: true }, New.IsServer: true } && a.Old.Datacenter != a.New.Datacenter)
        .GroupBy(a => (Old: a.Old?.Datacenter ?? "", New: a.New?.Datacenter ?? ""))
        .Where(g => change.Datacenter(g.Key.Old) is { New: null or { Servers.IsEmpty: true } });
}

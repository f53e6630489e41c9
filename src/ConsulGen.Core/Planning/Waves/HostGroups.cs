using ConsulGen.Core.Planning.Changes;
using ConsulGen.Core.Text;

namespace ConsulGen.Core.Planning.Waves;

/// <summary>Hosts where the same is done: they share a step.</summary>
internal static class HostGroups
{
    /// <summary>In the order of each group's first host.</summary>
    public static IEnumerable<(ImmutableArray<string> Hosts, ImmutableArray<string> Commands, ImmutableArray<string> Undo)> Of(
        IEnumerable<AgentChange> changes,
        Func<AgentChange, ImmutableArray<string>> commands,
        Func<AgentChange, ImmutableArray<string>> undo) => changes
        .Select(c => (c.Name, Commands: commands(c), Undo: undo(c)))
        .GroupBy(c => string.Join('\n', c.Commands.Concat(c.Undo)), StringComparer.Ordinal)
        .Select(g => (g.Select(c => c.Name).ToImmutableArray(), g.First().Commands, g.First().Undo));

    /// <summary>One by name, more by their number.</summary>
    public static string Title(ImmutableArray<string> hosts) =>
        hosts.Length == 1 ? hosts[0] : Counted.Of(hosts.Length, "host");
}

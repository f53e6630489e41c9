using ConsulGen.Core.Consul;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting;

/// <summary>Releases of Consul, as its upgrade instructions count them: 1.8 and 1.10 are two apart.</summary>
internal static class Releases
{
    /// <summary>The last minor release before 2.0.</summary>
    private const int LastOfOne = 22;

    /// <summary>Releases that are made to work together are at most this far apart (docs: upgrade instructions, general path).</summary>
    private const int Most = 2;

    /// <summary>Enterprise's releases with long-term support are three apart, and take that step.</summary>
    private const int MostOfEnterprise = 3;

    /// <summary>False for an agent that takes the newest release because the inventory names none, or none that can be read.</summary>
    public static bool IsPinned(Agent agent) => ConsulVersion.Parse(agent.Install.Source.Text("version") ?? "") is not null;

    /// <summary>Where the inventory says the agent's version.</summary>
    public static SourceSpan PlaceOf(Agent agent) => agent.PlaceOf(agent.Install.Source["version"]);

    /// <summary>How many minor releases the first is newer; negative when it is older.</summary>
    public static int Ahead(ConsulVersion first, ConsulVersion second) => Index(first) - Index(second);

    public static bool AreTooFarApart(ConsulVersion older, ConsulVersion newer) =>
        Ahead(newer, older) > (older.IsEnterprise && newer.IsEnterprise ? MostOfEnterprise : Most) && !IsDedicated(older, newer);

    /// <summary>The one way that is longer and has instructions of its own: 1.2.4 to 1.6.10.</summary>
    private static bool IsDedicated(ConsulVersion older, ConsulVersion newer) => older.IsAtLeast(1, 2, 4) && newer is { Major: 1, Minor: 6 };

    private static int Index(ConsulVersion version) => version.Major == 1 ? version.Minor : ((version.Major - 1) * (LastOfOne + 1)) + version.Minor;
}

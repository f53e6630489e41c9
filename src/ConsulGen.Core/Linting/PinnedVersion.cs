using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting;

internal static class PinnedVersion
{
    public static bool IsPinned(Agent agent) => agent.Install.IsPinned;

    /// <summary>Where the inventory says the agent's version.</summary>
    public static SourceSpan PlaceOf(Agent agent) => agent.PlaceOf(agent.Install.Source["version"]);
}

using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Acl;

internal static class Few
{
    /// <summary>The name of one agent, or how many there are.</summary>
    public static string Of(List<Agent> agents) => agents.Count == 1 ? agents[0].Name : Counted.Of(agents.Count, "agent");
}

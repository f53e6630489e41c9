using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting;

/// <summary>A check of single keys as agents read them, see <see cref="AgentKeyWalk.OverEffective"/>. All such rules share one walk.</summary>
internal abstract class AgentKeyRule(string name, Severity severity, string title) : LintRule(name, severity, title)
{
    public sealed override void Check(Topology topology, Report report) =>
        AgentKeyWalk.OverEffective(topology, (agent, in visit) => Check(agent, visit, report));

    /// <summary>May look at nothing of the agent but its role and its release.</summary>
    public abstract void Check(Agent agent, in AgentKeyWalk.Visit visit, Report report);
}

using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Emitters.Agents;

/// <summary>Where the main configuration stands on the host, and in which language.</summary>
internal static class AgentConfigFile
{
    public static string PathOf(Agent agent) => $"{agent.Install.ConfigDir}/consul.{(IsJson(agent) ? "json" : "hcl")}";

    public static bool IsJson(Agent agent) => agent.Install.Json || HclLimits.Exceeds(agent.Config, "");
}

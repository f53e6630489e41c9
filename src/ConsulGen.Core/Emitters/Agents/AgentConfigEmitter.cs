using ConsulGen.Core.Bundles;
using ConsulGen.Core.Formats;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Emitters.Agents;

/// <summary>The agent's main configuration, in HCL or in JSON; both mean the same to Consul.</summary>
internal sealed class AgentConfigEmitter : IAgentEmitter
{
    public IEnumerable<HostFile> Emit(Agent agent)
    {
        var config = SecretSplit.Of(agent).Config;
        var text = AgentConfigFile.IsJson(agent) ? JsonWriter.Write(config) : HclWriter.Write(config, GeneratedComment.Text);
        yield return new HostFile(AgentConfigFile.PathOf(agent), new Content(text), "0640", "root", agent.Install.Group);
    }
}

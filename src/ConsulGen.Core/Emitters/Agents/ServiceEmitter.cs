using ConsulGen.Core.Bundles;
using ConsulGen.Core.Formats;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Emitters.Agents;

/// <summary>One file for each service definition.</summary>
internal sealed class ServiceEmitter : IAgentEmitter
{
    public IEnumerable<HostFile> Emit(Agent agent)
    {
        if (agent.Services.IsEmpty) yield break;
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var service in SecretSplit.Of(agent).Services)
        {
            var document = MapValue.InOrder(("service", service.Definition));
            var json = agent.Install.Json || HclLimits.Exceeds(service.Definition, "service.");
            var text = json ? JsonWriter.Write(document) : HclWriter.Write(document, GeneratedComment.Text);
            var name = Slug.Of(service.Id);
            // Two ids that differ in case only are two files, but not on every reviewer's file system.
            while (!names.Add(name)) name += "-";
            yield return new HostFile(
                $"{agent.Install.ConfigDir}/service-{name}.{(json ? "json" : "hcl")}",
                new Content(text),
                "0640",
                "root",
                agent.Install.Group);
        }
    }
}

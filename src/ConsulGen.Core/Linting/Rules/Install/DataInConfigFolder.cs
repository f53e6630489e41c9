using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Install;

internal sealed class DataInConfigFolder()
    : LintRule("data-in-config-folder", Severity.Error, "A server reads what it has written as its configuration")
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var agent in topology.Agents.Where(a => a.IsServer && a.Version.Has(Feature.ServerMetadataFile)))
            if (agent.DataFolder is { } data && data == agent.Install.ConfigDir.TrimEnd('/'))
                report(
                    agent.PlaceOf(agent.Config["data_dir"]),
                    $"data_dir is the folder that the agent reads its configuration from, {data}: "
                        + $"it writes server_metadata.json there, and refuses it as configuration at its next start",
                    "give the data a folder of its own, such as /opt/consul");
    }
}

using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Install;

internal sealed class FolderOfSystem() : LintRule("folder-of-system", Severity.Error, "A folder of the system is to be the agent's")
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var agent in topology.Agents.Where(a => a.Install.User != "root"))
        {
            foreach (var written in WrittenFolder.Of(agent))
                if (Whose(agent, written) is { } whose)
                    report(
                        agent.PlaceOf(written.Source),
                        $"{written.Key} is {(written.File.Length > 1 ? "to be in " : "")}{written.Path}, {whose}: "
                            + $"whoever breaks into the agent could become root there, so install.sh does not give it to the user {agent.Install.User}",
                        $"give it a folder of its own, such as {written.In(Suggested(written))}");
            var folder = agent.Install.ConfigDir;
            if (FolderPlace.OwnerOf(folder) == FolderOwner.System)
                report(
                    agent.PlaceOf(agent.Install.Source["config_dir"]),
                    $"config_dir is {folder}, which belongs to the system: Consul reads all of its .json and .hcl files as its own, "
                        + $"and others no longer get to it when it has the mode that secrets want",
                    "give Consul a folder of its own, such as /etc/consul.d");
        }
    }

    /// <summary>Null where it may be the agent's, or is only the parent of such folders.</summary>
    private static string? Whose(Agent agent, WrittenFolder written) => FolderPlace.OwnerOf(written.Path) switch
    {
        FolderOwner.System => "which belongs to the system",
        FolderOwner.Program when FolderPlace.IsConfiguration(written.Path) && !FolderPlace.IsBelow(written.Path, agent.Install.ConfigDir.TrimEnd('/')) =>
            "which has its place among the configuration of the system",
        _ => null,
    };

    private static string Suggested(WrittenFolder written) => written.Key switch
    {
        "data_dir" => "/opt/consul",
        "log_file" => "/var/log/consul",
        _ => "/run/consul",
    };
}

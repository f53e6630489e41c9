using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Install;

internal sealed class FileInSystemFolder()
    : LintRule("file-in-system-folder", Severity.Error, "The agent's user may not make a file where its log or pid file is to be")
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var agent in topology.Agents.Where(a => a.Install.User != "root"))
            foreach (var written in WrittenFolder.Of(agent))
                if (FolderPlace.OwnerOf(written.Path) == FolderOwner.Shared && !(written.File.Length > 0 && FolderPlace.IsOpen(written.Path)))
                    report(
                        agent.PlaceOf(written.Source),
                        $"{written.Key} is {(written.File.Length > 1 ? "to be in " : "")}{(written.Path.Length == 0 ? "/" : written.Path)}, "
                            + $"where the user {agent.Install.User} may make no file: the agent does not start",
                        $"give it a folder of its own, which install.sh makes: {written.In(written.Path + "/consul")}");
    }
}

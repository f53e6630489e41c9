using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Install;

internal sealed class RootFileOfAgentUser()
    : LintRule("root-file-of-agent-user", Severity.Error, "What root writes, or does what it says, is in a folder of the agent's user")
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var agent in topology.Agents.Where(a => a.Install.User != "root"))
        {
            var folders = WrittenFolder.Of(agent).Select(w => w.Path).Where(p => FolderPlace.OwnerOf(p) == FolderOwner.Program).ToList();
            foreach (var (what, path, place, harm) in Files(agent))
                if (folders.Find(f => FolderPlace.IsBelow(path, f)) is { } folder)
                    report(
                        agent.PlaceOf(place),
                        $"{what} is to be in {folder}, which belongs to the user {agent.Install.User}: whoever breaks into the agent {harm}",
                        "keep it where root alone writes");
        }
    }

    private static IEnumerable<(string What, string Path, Value? Place, string Harm)> Files(Agent agent)
    {
        const string Obeyed = "puts another file there, and becomes root by it";
        const string Written = "puts a link there, and root writes to what it leads to";
        if (!agent.Install.Supervisor)
        {
            yield return ("the unit", agent.Install.UnitDir, agent.Install.Source["unit_dir"], Obeyed);
            // Opened before the process gets its user.
            foreach (var key in new[] { "StandardOutput", "StandardError" })
                if (agent.Systemd.At("Service", key) is ScalarValue output && output.Text.Split(':', 2) is ["file" or "append" or "truncate", var path])
                    yield return ($"the unit's {key}", path, output, Written);
            yield break;
        }

        yield return ("supervisor's file", agent.SupervisorFile, agent.Supervisor["conf_dir"], Obeyed);
        // supervisord writes them itself.
        foreach (var key in new[] { "stdout_logfile", "stderr_logfile" })
            if (agent.Supervisor[key] is ScalarValue log) yield return ($"supervisor's {key}", log.Text, log, Written);
    }
}

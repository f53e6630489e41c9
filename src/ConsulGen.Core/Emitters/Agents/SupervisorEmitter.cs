using ConsulGen.Core.Bundles;
using ConsulGen.Core.Formats;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Emitters.Agents;

/// <summary>The supervisor program of an agent. The user's own keys come last and win.</summary>
internal sealed class SupervisorEmitter : IAgentEmitter
{
    public IEnumerable<HostFile> Emit(Agent agent)
    {
        if (!agent.Install.Supervisor) yield break;
        var install = agent.Install;
        var program = new SupervisorProgram(install.Unit)
            .Set("command", $"{Supervisor.CommandWord(install.Binary)} agent {Supervisor.CommandWord("-config-dir=" + install.ConfigDir)}")
            .Set("user", install.User)
            .Set("autostart", "true")
            // Not after a clean end: that is a "consul leave", which a restart would undo.
            .Set("autorestart", "unexpected")
            .Set("exitcodes", "0")
            .Set("startsecs", "10")
            // QUIT would dump Go's stacks and leave nothing: the node would count as failed, not as left.
            .Set("stopsignal", "TERM")
            // Above the 15 s that a graceful leave may take.
            .Set("stopwaitsecs", "30")
            .Set("stopasgroup", "false")
            .Set("killasgroup", "true")
            .Set("redirect_stderr", "true")
            // supervisord writes this file itself, as root, whatever the program's user is.
            .Set("stdout_logfile", Supervisor.Value($"/var/log/{install.Unit}.log"))
            .Set("stdout_logfile_maxbytes", "10MB")
            .Set("stdout_logfile_backups", "5");
        program.Override(agent.Supervisor.Without("conf_dir"));
        yield return new HostFile(agent.SupervisorFile, new Content(program.Write(GeneratedComment.Text)), "0644", "root", "root");
    }
}

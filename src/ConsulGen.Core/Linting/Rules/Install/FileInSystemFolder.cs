using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Install;

internal sealed class FileInSystemFolder()
    : LintRule("file-in-system-folder", Severity.Error, "The agent's user may not make a file where its log or pid file is to be")
{
    /// <summary>Folders that root alone may write to on every Linux.</summary>
    private static readonly ImmutableArray<string> Folders = [
        "", "/etc", "/opt", "/run", "/srv", "/usr", "/usr/local", "/var", "/var/lib", "/var/log", "/var/run",
    ];

    public override void Check(Topology topology, Report report)
    {
        foreach (var agent in topology.Agents.Where(a => a.Install.User != "root"))
            foreach (var key in (ReadOnlySpan<string>)["log_file", "pid_file"])
                if (agent.Config[key] is ScalarValue { Kind: ScalarKind.String } file && file.Text.LastIndexOf('/') is >= 0 and var slash
                    && Folders.Contains(file.Text[..slash]))
                    report(
                        file.Span,
                        $"{key} is to be in {(slash == 0 ? "/" : file.Text[..slash])}, where the user {agent.Install.User} may make no file: "
                            + $"the agent does not start",
                        $"give it a folder of its own, which install.sh makes: {file.Text[..slash]}/consul{file.Text[slash..]}");
    }
}

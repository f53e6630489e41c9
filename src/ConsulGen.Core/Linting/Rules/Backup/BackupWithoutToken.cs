using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Backup;

internal sealed class BackupWithoutToken()
    : LintRule("backup-without-token", Severity.Error, "Snapshots are to be saved without the token that they need")
{
    public override void Check(Topology topology, Report report)
    {
        var told = new HashSet<SourceSpan>();
        foreach (var server in topology.Agents.Where(a => a.IsServer && a.Acl.IsOn))
            if (server.Backup is { TokenFile: null } backup && told.Add(backup.Span))
                report(
                    backup.Span,
                    $"\"{server.Name}\" has ACLs, and nobody saves a snapshot there without a management token",
                    "name the file on the host that has it: token_file: /etc/consul.d/backup.token");
    }
}

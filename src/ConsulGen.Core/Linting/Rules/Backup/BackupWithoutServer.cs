using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Backup;

internal sealed class BackupWithoutServer()
    : LintRule("backup-without-server", Severity.Warning, "Snapshots are to be saved where no server can")
{
    public override void Check(Topology topology, Report report)
    {
        var told = new HashSet<SourceSpan>();
        foreach (var datacenter in topology.Datacenters)
        {
            if (datacenter.Servers.Any(s => s.Backup is not null && HttpApi.Of(s) is not null)) continue;
            foreach (var agent in datacenter.Agents)
                if (agent.Backup is { } backup && told.Add(backup.Span))
                    report(
                        backup.Span,
                        agent.IsServer
                            ? $"\"{agent.Name}\" has no HTTP API, by which a snapshot is saved: none ever is"
                            : $"\"{agent.Name}\" is no server, and no server of \"{datacenter.Name}\" saves snapshots: there never is one",
                        agent.IsServer ? "open a port for it, or a socket" : "say it for servers, or for the whole datacenter");
        }
    }
}

using ConsulGen.Core.Consul.Values;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Backup;

internal sealed class BackupInterval()
    : LintRule("backup-interval", Severity.Error, "Snapshots are to be saved at times that cron cannot say")
{
    public override void Check(Topology topology, Report report)
    {
        var told = new HashSet<SourceSpan>();
        foreach (var server in topology.Agents.Where(a => a is { IsServer: true, Install.Supervisor: true }))
            if (server.Backup is { } backup && CronTime.Every(backup.EveryMinutes) is null && told.Add(backup.EverySpan))
                report(
                    backup.EverySpan,
                    $"cron runs what supervisor does not, and has no way to say every {backup.EveryMinutes} minutes",
                    "choose a part of an hour, or of a day: 15m, 1h, 6h, 24h");
    }
}

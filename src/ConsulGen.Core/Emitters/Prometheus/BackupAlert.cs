using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Emitters.Prometheus;

/// <summary>Snapshots that are not saved any more, as the script that saves them tells through the node exporter.</summary>
internal static class BackupAlert
{
    private const string Metric = "consul_backup_last_success_timestamp_seconds";

    /// <summary>Null where no snapshots are saved.</summary>
    public static Alert? Of(Topology topology)
    {
        // Another server may become the leader right after its turn: what is late is late by more than two.
        ImmutableArray<(string Datacenter, int Limit)> saved =
        [
            .. from datacenter in topology.Datacenters
               let backups = datacenter.Servers.Where(s => HttpApi.Of(s) is not null).Select(s => s.Backup).OfType<Topologies.Backup>().ToList()
               where backups.Count > 0
               select (datacenter.Name, backups.Max(b => b.EveryMinutes) * 60 * 3),
        ];
        if (saved is not [var (first, limit), .. var others]) return null;
        return new Alert(
            "ConsulBackupLate",
            string.Join("\nor ", saved.Select(s => Late(s.Datacenter, s.Limit))),
            "5m",
            "warning",
            "The last snapshot of {{ $labels.datacenter }} is too old",
            "Three times as long as there should be between two there was none, or no server has ever told of one. Look at the journal of the backup's unit on "
                + "the server that leads, and that the node exporter collects text files.")
        {
            Series =
            [
                ($"{Metric}{{datacenter=\"{first}\", node=\"n1\"}}", string.Create(CultureInfo.InvariantCulture, $"-{limit}x60")),
                .. others.Select(o => ($"{Metric}{{datacenter=\"{o.Datacenter}\", node=\"n1\"}}", "0+15x60")),
            ],
            Labels = [("datacenter", first)],
        };
    }

    private static string Late(string datacenter, int limit)
    {
        var series = $"{Metric}{{datacenter=\"{datacenter}\"}}";
        return string.Create(CultureInfo.InvariantCulture, $"time() - max by (datacenter) ({series}) > {limit} or absent({series})");
    }
}

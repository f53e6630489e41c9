using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Backup;

internal sealed class BackupInDataFolder()
    : LintRule("backup-in-data-folder", Severity.Error, "Snapshots are saved to where they are lost with what they are of")
{
    public override void Check(Topology topology, Report report)
    {
        var told = new HashSet<SourceSpan>();
        foreach (var server in topology.Agents.Where(a => a.IsServer))
        {
            if (server.Backup is not { } backup) continue;
            var folder = Within(backup.Dir, server.DataFolder) ? "data_dir"
                : Within(backup.Dir, server.Install.ConfigDir) ? "config_dir"
                : null;
            if (folder is not null && told.Add(backup.DirSpan))
                report(
                    backup.DirSpan,
                    folder == "data_dir"
                        ? $"the folder {Shortened.Of(backup.Dir)} is in data_dir, and who empties that to start anew loses the snapshots as well"
                        : $"the folder {Shortened.Of(backup.Dir)} is in config_dir, whose files the agent reads as its configuration",
                    "choose a folder of its own");
        }
    }

    private static bool Within(string path, string? folder) =>
        folder is not null && (path == folder || path.StartsWith(folder + "/", StringComparison.Ordinal));
}

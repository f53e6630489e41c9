using ConsulGen.Core.Bundles;
using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Consul.Values;
using ConsulGen.Core.Formats;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Emitters.Backup;

/// <summary>
/// The snapshots of a datacenter: a script on each of its servers, of which who leads acts, and what runs it: a timer of systemd, or cron
/// where supervisor runs the agents.
/// </summary>
internal sealed class BackupEmitter : IAgentEmitter
{
    private static readonly Lazy<string> Script = new(() => Resources.Text("emitters/backup.sh"));

    public IEnumerable<HostFile> Emit(Agent agent)
    {
        if (agent is not { IsServer: true, Backup: { } backup } || HttpApi.Of(agent) is not { } api) yield break;
        var unit = agent.Install.Unit;
        var path = $"/usr/local/sbin/{unit}-backup";
        yield return File(path, new Content(ScriptOf(agent, backup, api)), "0755");
        if (!agent.Install.Supervisor)
        {
            yield return File($"{agent.Install.UnitDir}/{unit}-backup.service", new Content(Service(agent, path)));
            yield return File($"{agent.Install.UnitDir}/{unit}-backup.timer", new Content(Timer(agent, backup)));
        }
        else if (CronTime.Every(backup.EveryMinutes) is { } times)
        {
            // cron reads no file with a dot in its name.
            yield return File(
                $"/etc/cron.d/{unit.Replace('.', '_')}-backup",
                new Content($"# {GeneratedComment.Text}\n{times} root {path.Replace("%", "\\%", StringComparison.Ordinal)} >/dev/null\n"));
        }
    }

    private static HostFile File(string path, Content content, string mode = "0644") => new(path, content, mode, "root", "root");

    private static TextBuilder ScriptOf(Agent agent, Topologies.Backup backup, HttpApi api)
    {
        var text = new TextBuilder();
        text.Line("#!/bin/sh");
        Comments.WriteHeader(text, $"{GeneratedComment.Text}\nSaves the state of datacenter {agent.Datacenter}, reads it back, and keeps the newest ones.");
        foreach (var (name, value) in new[]
        {
            ("unit", agent.Install.Unit), ("binary", agent.Install.Binary), ("datacenter", agent.Datacenter), ("node", agent.Name), ("dir", backup.Dir),
            ("keep", backup.Keep.ToString(CultureInfo.InvariantCulture)), ("copies", backup.OnEveryServer ? "all" : "one"),
            ("token_file", backup.TokenFile ?? ""), ("textfile_dir", backup.TextfileDir),
        })
            Shell.Quote(text.Append(name).Append('='), value).Line();
        // The file of a snapshot comes after all options.
        var options = string.Concat(api.Options().Select(o => " " + Shell.Quote(o)));
        text.Line("with_api() {")
            .Line("    case $1 in")
            .Line($"        info) \"$binary\" \"$@\"{options} ;;")
            .Line($"        *) \"$binary\" \"$@\"{options} \"$part\" ;;")
            .Line("    esac")
            .Line("}")
            .Line();
        return text.Append(Script.Value);
    }

    private static string Service(Agent agent, string path)
    {
        var file = new UnitFile();
        file.Section("Unit")
            .Set("Description", Systemd.Line($"Snapshot of Consul's datacenter {agent.Datacenter}"))
            .Set("After", $"{agent.Install.Unit}.service");
        file.Section("Service")
            .Set("Type", "oneshot")
            .Set("ExecStart", Systemd.Executable(path))
            .Set("TimeoutStartSec", "15min")
            .Set("UMask", "0077")
            .Set("Nice", "10")
            // It reads the token's file and writes to the folder of the snapshots, whosesoever they are.
            .Set("CapabilityBoundingSet", "CAP_CHOWN CAP_DAC_OVERRIDE CAP_FOWNER")
            .Set("NoNewPrivileges", "yes")
            .Set("PrivateTmp", "yes")
            .Set("ProtectSystem", "full")
            .WithoutKernel()
            .WithoutPrivileges()
            .Set("RestrictAddressFamilies", "AF_INET AF_INET6 AF_UNIX AF_NETLINK")
            .Set("SystemCallArchitectures", "native")
            .Set("SystemCallFilter", "@system-service");
        return file.Write(GeneratedComment.Text);
    }

    private static string Timer(Agent agent, Topologies.Backup backup)
    {
        var file = new UnitFile();
        file.Section("Unit").Set("Description", Systemd.Line($"Snapshots of Consul's datacenter {agent.Datacenter}"));
        file.Section("Timer")
            .Set("OnActiveSec", "2min")
            .Set("OnUnitActiveSec", string.Create(CultureInfo.InvariantCulture, $"{backup.EveryMinutes}min"))
            .Set("AccuracySec", "30s");
        file.Section("Install").Set("WantedBy", "timers.target");
        return file.Write(GeneratedComment.Text);
    }
}

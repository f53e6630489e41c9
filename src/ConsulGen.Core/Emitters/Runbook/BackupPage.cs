using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Formats;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Emitters.Runbook;

/// <summary>Where snapshots are, how to see that they are good, and how a datacenter comes back from one.</summary>
internal static class BackupPage
{
    public static void Write(TextBuilder text, Topology topology)
    {
        var saved = topology.Datacenters
            .Select(d => (Datacenter: d, Server: d.Servers.FirstOrDefault(s => s.Backup is not null && HttpApi.Of(s) is not null)))
            .Where(d => d.Server is not null)
            .Select(d => (d.Datacenter, Server: d.Server!))
            .ToList();
        if (saved.Count == 0) return;
        text.Line("## Snapshots").Line();
        MarkdownTable.Head(text, "datacenter", "on", "every", "kept", "in", "token");
        foreach (var (datacenter, server) in saved)
        {
            var backup = server.Backup!;
            MarkdownTable.Row(
                text,
                Markdown.Code(datacenter.Name),
                backup.OnEveryServer ? "every server" : "the server that leads",
                Span(backup.EveryMinutes),
                backup.Keep.ToString(CultureInfo.InvariantCulture),
                Markdown.TableCell(backup.Dir),
                backup.TokenFile is { } file ? Markdown.TableCell(file) : "none");
        }

        var (_, first) = saved[0];
        var at = string.Concat((HttpApi.Of(first)?.Options() ?? []).Select(o => " " + Shell.Word(o)));
        var token = first.Backup?.TokenFile is { } path ? " " + Shell.Word("-token-file=" + path) : "";
        var (binary, unit) = (first.Install.Binary, first.Install.Unit);
        text.Line().Line($$"""
            A snapshot holds everything, tokens too: treat it as a secret. It is read back before it takes its name, and older ones go only then.
            {{(first.Install.Supervisor
                ? $"cron runs {Markdown.Code($"/usr/local/sbin/{unit}-backup")} on every server."
                : $"Switch it on once, on every server: {Markdown.Code($"systemctl enable --now {unit}-backup.timer")}.")}}
            The age of the newest is the metric `consul_backup_last_success_timestamp_seconds`, for the node exporter's textfile collector. Copy the
            snapshots to another place: those on a server are lost with it.

            A drill, on a machine without Consul, shows that a snapshot brings everything back (`FILE` is a copy of it):

            ```
            {{binary}} agent -server -bootstrap-expect=1 -bind=127.0.0.1 -data-dir="$(mktemp -d)" &
            {{binary}} snapshot inspect FILE && {{binary}} snapshot restore FILE && {{binary}} kv get -recurse | wc -l
            ```

            To bring a datacenter back whose data is lost, or wrong:

            1. Stop whatever writes. Save what is there, if a leader is: `/usr/local/sbin/{{unit}}-backup`.
            2. Where the data folders are lost, start the servers with empty ones, by `install.sh`, and wait for a leader. With ACLs, let the new
               cluster bootstrap, and use its first token; after the restore, the tokens are those of the snapshot again.
            3. On one server: {{Markdown.Code($"{binary} snapshot inspect FILE")}}, then
               {{Markdown.Code($"{binary} snapshot restore{at}{token} FILE")}}. It replaces everything; a snapshot of a newer release is not for an older one.
            4. Look: `members`, `operator raft list-peers`, and a key that you know. Clients register their services again by themselves, within
               a minute or two.
            """).Line();
    }

    private static string Span(int minutes) => minutes % 60 == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{minutes / 60} h")
        : string.Create(CultureInfo.InvariantCulture, $"{minutes} min");
}

using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Consumers;

/// <summary>
/// The script that saves snapshots, with something in the place of Consul that fails where it is told to; and with Consul itself, whose
/// data is lost and comes back.
/// </summary>
public class BackupConsumerTests
{
    private const string Script = "/usr/local/sbin/consul-backup";

    public static TheoryData<string> Servers => BundleHost.With(f => f.EndsWith("-backup", StringComparison.Ordinal));

    [ConsumerTheory("shellcheck")]
    [MemberData(nameof(Servers))]
    public void shellcheck_has_nothing_to_say(string key)
    {
        using var folder = new ScratchFolder();
        var ran = Run.Program("shellcheck", [folder.Write("backup", BundleHost.Of(key).Read(Script))]);
        Assert.True(ran.ExitCode == 0, ran.Out);
    }

    [Fact]
    public void who_leads_saves_and_keeps_as_many_as_it_is_told_to()
    {
        using var host = new Host(keep: 2);
        for (var i = 1; i <= 4; i++)
        {
            host.At(i);
            Assert.Equal(0, host.Run().ExitCode);
        }

        Assert.Equal(["dc1-20300101T000003Z-server1.snap", "dc1-20300101T000004Z-server1.snap", "not-ours.snap"], host.Snapshots);
        Assert.Contains("consul_backup_last_success_timestamp_seconds{datacenter=\"dc1\",node=\"server1\"} 4\n", host.Metric, StringComparison.Ordinal);
        Assert.Contains("consul_backup_size_bytes{datacenter=\"dc1\",node=\"server1\"} 5\n", host.Metric, StringComparison.Ordinal);
    }

    [Fact]
    public void who_does_not_lead_saves_nothing_and_all_is_well()
    {
        using var host = new Host(keep: 2);
        var ran = host.Run("info=false");
        Assert.Equal((0, "consul-backup: another server leads, and saves the snapshot\n"), (ran.ExitCode, ran.Out));
        Assert.Equal(["not-ours.snap"], host.Snapshots);
    }

    [Theory]
    [InlineData("info=fail", "the agent does not say whether it leads")]
    [InlineData("info=", "the agent does not say whether it leads: its token may need agent:read")]
    [InlineData("save=fail", "the snapshot could not be saved; the earlier ones are as they were")]
    [InlineData("inspect=fail", "the snapshot cannot be read; the earlier ones are as they were")]
    public void what_fails_is_said_and_nothing_is_lost(string fault, string said)
    {
        using var host = new Host(keep: 1);
        host.At(1);
        Assert.Equal(0, host.Run().ExitCode);
        host.At(2);

        var ran = host.Run(fault);

        Assert.Equal(1, ran.ExitCode);
        Assert.Equal($"consul-backup: {said}\n", ran.Error);
        Assert.Equal(["dc1-20300101T000001Z-server1.snap", "not-ours.snap"], host.Snapshots);
        Assert.Contains("_seconds{datacenter=\"dc1\",node=\"server1\"} 1\n", host.Metric, StringComparison.Ordinal);
    }

    [Fact]
    public void a_token_is_given_by_its_file_alone()
    {
        using var host = new Host(keep: 1, tokens: true);
        host.At(1);
        Assert.Equal(0, host.Run().ExitCode);
        Assert.Contains($"snapshot save -token-file={host.TokenFile}", host.Calls, StringComparison.Ordinal);
        Assert.DoesNotContain(Host.Token, host.Calls, StringComparison.Ordinal);
        File.Delete(host.TokenFile);
        Assert.Equal($"consul-backup: the token's file {host.TokenFile} is missing or not readable\n", host.Run().Error);
    }

    [ConsulTheory]
    [MemberData(nameof(ConsulBinaries.Versions), MemberType = typeof(ConsulBinaries))]
    public void saves_what_a_new_cluster_is_restored_from(string version)
    {
        using var folder = new ScratchFolder();
        var bundle = Inputs.Build($$"""
            consulgen: 1
            consul: { version: {{version}}, binary: {{ConsulBinaries.Path(version)}} }
            agent: { data_dir: /opt/consul }
            backup: { dir: {{folder["snapshots"]}}, textfile_dir: {{folder.Path}} }
            datacenters: { dc1: { servers: { hosts: { server1: { address: 127.0.0.1 } } } } }
            """);
        var script = folder.Write("backup", bundle.Text("hosts/dc1/server1/rootfs" + Script));

        var ran = NamespaceTheoryAttribute.Bash(
            """
            set -e
            consul=$1 work=$2 backup=$3
            ip link set lo up
            start() { # in an empty folder
                "$consul" agent -server -bootstrap-expect=1 -bind=127.0.0.1 -datacenter=dc1 -data-dir="$work/$1" >"$work/$1.log" 2>&1 &
                agent=$!
                until "$consul" kv put started "$1" >/dev/null 2>&1; do sleep 0.1; done
            }
            start before
            "$consul" kv put kept yes >/dev/null
            sh "$backup" >/dev/null
            kill -9 $agent; wait $agent 2>/dev/null || :
            rm -rf "$work/before"
            start after
            ! "$consul" kv get kept 2>/dev/null
            "$consul" snapshot restore "$work"/snapshots/*.snap >/dev/null
            "$consul" kv get kept
            "$consul" kv get started
            grep -c '^consul_backup' "$work/consul-backup.prom"
            """,
            ConsulBinaries.Path(version), folder.Path, script);

        Assert.True(ran.ExitCode == 0, ran.Error + ran.Out);
        Assert.Equal("yes\nbefore\n2\n", ran.Out);
    }

    /// <summary>The script of a built server, with its folders elsewhere and a Consul and a clock of ours.</summary>
    private sealed class Host : IDisposable
    {
        public const string Token = "eb9ef7d2-secret";

        private readonly ScratchFolder _folder = new();
        private readonly string _script;

        public Host(int keep, bool tokens = false)
        {
            var token = tokens ? $", token_file: {TokenFile}" : "";
            var bundle = Inputs.Build($$"""
                consulgen: 1
                consul: { version: 1.10.11, binary: {{_folder["bin/consul"]}} }
                agent: { data_dir: /opt/consul }
                backup: { keep: {{keep}}, dir: {{_folder["snapshots"]}}, textfile_dir: {{_folder["text"]}}{{token}} }
                datacenters: { dc1: { servers: { hosts: { server1: { address: 10.0.0.1 } } } } }
                """);
            _script = _folder.Write("backup", bundle.Text("hosts/dc1/server1/rootfs" + Script));
            _folder.Write("text/other.prom", "");
            _folder.Write("snapshots/not-ours.snap", "");
            if (tokens) _folder.Write("token", Token);
            Programs("consul", """
                echo "$*" >>"$0.calls"
                env >>"$0.calls"
                for last do :; done
                case "$*" in
                    *-h) echo '  -token-file=<value>' ;;
                    info*) [ "${info-}" != fail ] && printf 'consul:\n\tknown_servers = 1\n\tleader = %s\n' "${info-true}" ;;
                    *save*) printf 'state' >"$last"; [ "${save-}" != fail ] ;;
                    *inspect*) [ "${inspect-}" != fail ] && cat "$last" ;;
                esac
                """);
            Programs("date", "case $* in *%Y*) printf '20300101T00000%sZ\\n' \"$(cat \"$0.now\")\" ;; *) cat \"$0.now\" ;; esac");
        }

        public string TokenFile => _folder["token"];

        public string Calls => File.ReadAllText(_folder["bin/consul.calls"]);

        public string Metric => File.ReadAllText(_folder["text/consul-backup.prom"]);

        /// <summary>All that lies there but the lock.</summary>
        public IEnumerable<string> Snapshots =>
            Directory.GetFiles(_folder["snapshots"]).Select(f => Path.GetFileName(f)).Where(f => f != ".lock").Order(StringComparer.Ordinal);

        public void At(int second) => _folder.Write("bin/date.now", second.ToString(System.Globalization.CultureInfo.InvariantCulture) + "\n");

        public Ran Run(params string[] faults) => Support.Run.Program(
            "env",
            [.. faults, $"PATH={_folder["bin"]}:{Environment.GetEnvironmentVariable("PATH")}", "sh", _script]);

        public void Dispose() => _folder.Dispose();

        private void Programs(string name, string script)
        {
            var path = _folder.Write("bin/" + name, "#!/bin/sh\n" + script + "\n");
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}

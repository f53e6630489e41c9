using System.Globalization;
using System.Runtime.Versioning;

namespace ConsulGen.Tests.Install;

/// <summary>A run is ended before a program that it starts, at many of them, and another follows.</summary>
[SupportedOSPlatform("linux")]
public sealed class InstallKillTests : IDisposable
{
    private const string Secret = "s3cret";

    /// <summary>With 1 it takes two minutes.</summary>
    private const int Stride = 4;

    private readonly InstallHost _host = new();

    public void Dispose() => _host.Dispose();

    private string Config => _host.ConfigDir + "/consul.hcl";

    private string Stale => _host.ConfigDir + "/service-old.hcl";

    [RootFact]
    public void the_next_run_ends_what_a_killed_one_began_and_leaves_no_secret_behind()
    {
        Prepare();
        var steps = 0;
        for (var killed = true; killed; steps += Stride)
        {
            Reset();
            killed = Change("KILL", steps).Code != 0;
            var next = _host.InstallLive([], ("CG_KEY", Secret));

            Assert.True(next.Code == 0, $"{steps}: {next.Error}");
            Assert.Equal("new\n", File.ReadAllText(Config));
            Assert.False(File.Exists(Stale), $"{steps}: what left the bundle is still there");
            Assert.Equal([Config, Secrets], Directory.GetFiles(_host.ConfigDir).Order(StringComparer.Ordinal));
            Assert.Empty(_host.Temporary());
            Assert.False(Directory.Exists(_host.Folder + "/run/consulgen"), $"{steps}: the work folder is still there");
            Assert.Equal([Secrets], Holders());
            Assert.True(File.ReadAllText(_host.Folder + "/run/orders").Contains("restart", StringComparison.Ordinal), $"{steps}: not restarted");
        }

        Assert.InRange(steps, 20, 200);
    }

    [RootFact]
    public void a_signal_takes_everything_back()
    {
        Prepare();
        var steps = 0;
        for (var ended = true; ended; steps += Stride)
        {
            Reset();
            var result = Change("TERM", steps);
            ended = result.Code != 0;

            Assert.True(result.Code is 0 or 143, $"{steps}: {result.Code} {result.Error}");
            Assert.Equal(ended ? "old\n" : "new\n", File.ReadAllText(Config));
            Assert.Equal(ended, File.Exists(Stale));
            Assert.Empty(_host.Temporary());
            Assert.False(Directory.Exists(_host.Folder + "/run/consulgen"), $"{steps}: the work folder is still there");
            // Whether the signal came before or after the restart: what runs has the files that are there.
            var orders = File.Exists(_host.Folder + "/run/orders") ? File.ReadAllLines(_host.Folder + "/run/orders") : [];
            Assert.Equal(ended ? ["old"] : ["new"], orders.Select(o => o.Split(' ')[^1]).TakeLast(1).DefaultIfEmpty("old"));
        }

        Assert.InRange(steps, 20, 200);
    }

    private string Secrets => _host.ConfigDir + "/secrets.json";

    /// <summary>Files of the machine with the secret in them.</summary>
    private string[] Holders() =>
        [.. Directory.GetFiles(_host.Folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
            .Where(f => File.ReadAllText(f).Contains(Secret, StringComparison.Ordinal))];

    private void Prepare()
    {
        _host.GoLive("client");
        _host.AddSecret("key", "env|CG_KEY");
        _host.AddTool("systemctl", $$"""
            case "$*" in
                "show -p MainPID"*) echo "MainPID=$(cat /run/test.pid 2>/dev/null || echo 0)" ;;
                start*) echo 1 >/run/test.pid; echo "$* $(cat '{{Config}}')" >>/run/orders ;;
                restart*) [[ $(cat /run/test.pid) == 1 ]] && echo "$CG_NEW_PID" >/run/test.pid || echo 1 >/run/test.pid
                    echo "$* $(cat '{{Config}}')" >>/run/orders ;;
                is-enabled*) echo enabled ;;
            esac
            """);
        // The topmost process of the script is the one to end; what it has started goes on to its own end.
        const string Body = """
            n=$(/usr/bin/cat "$CG_COUNT" 2>/dev/null || echo 0); echo $((n + 1)) >"$CG_COUNT"
            if [[ $n == "$CG_STEP" ]]; then
                pid=$$ script=
                while [[ $pid -gt 1 ]]; do
                    [[ $(tr '\0' ' ' </proc/$pid/cmdline) != *bundle/install.sh* ]] || script=$pid
                    while IFS=$' \t' read -r key value; do [[ $key != PPid: ]] || pid=$value; done </proc/$pid/status
                done
                kill "-$CG_SIGNAL" "$script"
            fi
            """;
        foreach (var tool in new[] { "mv", "ln", "rm", "mktemp", "chmod", "mkdir", "cat", "timeout" })
            _host.AddTool(tool, $"[[ ! ${{CG_STEP-}} ]] || {{\n{Body}\n}}\nexec /usr/bin/{tool} \"$@\"");
    }

    /// <summary>A host that runs with the old files.</summary>
    private void Reset()
    {
        var former = _host.Folder + "/former";
        if (!Directory.Exists(former))
        {
            _host.AddFile(Config, "old\n");
            _host.AddFile(Stale, "service {}\n");
            var first = _host.InstallLive([], ("CG_KEY", "former"));
            Assert.True(first.Code == 0, first.Error);
            _host.AddFile(Config, "new\n");
            _host.RemoveFile(Stale);
            File.Delete(_host.Folder + "/run/orders");
            Sh("mkdir former && cp -a machine lib run former");
        }

        Sh("rm -rf machine lib/* run/* && cp -a former/machine . && cp -a former/lib/. lib && cp -a former/run/. run");

        void Sh(string command) => Assert.Equal(0, _host.Run(["bash", "-c", "cd \"$0\" && " + command, _host.Folder]).Code);
    }

    private ScriptResult Change(string signal, int step)
    {
        File.Delete(_host.Folder + "/count");
        return _host.InstallLive(
            [],
            ("CG_KEY", Secret),
            ("CG_COUNT", _host.Folder + "/count"),
            ("CG_STEP", step.ToString(CultureInfo.InvariantCulture)),
            ("CG_SIGNAL", signal));
    }
}

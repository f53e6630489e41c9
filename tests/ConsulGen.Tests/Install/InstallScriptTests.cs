using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text;
using System.Text.Json;

namespace ConsulGen.Tests.Install;

/// <summary>Runs the installer as a host would: a conf as it is generated, the script from the repository, real files.</summary>
[SupportedOSPlatform("linux")]
public sealed class InstallScriptTests : IDisposable
{
    private const string Config = "/etc/consul.d/consul.hcl";
    private const string Secrets = "/etc/consul.d/secrets.json";
    private const string Service = "/etc/consul.d/service-web.hcl";
    private const string Unit = "/etc/systemd/system/consul.service";

    private readonly InstallHost _host = new();

    public void Dispose() => _host.Dispose();

    [BashFact]
    public void installs_into_another_root()
    {
        _host.AddSample();

        var result = _host.Install();

        Assert.Equal(0, result.Code);
        Assert.Equal("server = true\n", _host.Read(Config));
        Assert.Equal("640", _host.Mode(Config));
        Assert.Equal("644", _host.Mode(Unit));
        Assert.Equal("750", _host.Mode("/etc/consul.d"));
        Assert.Equal("755", _host.Mode("/etc/systemd"));
        Assert.Equal("600", _host.Mode("/var/lib/consulgen/consul.files"));
        Assert.Contains("installed  " + Config, result.Lines);
        Assert.Equal("node1: 3 installed, 0 changed, 0 unchanged, 0 removed", result.Lines[^1]);
        Assert.Empty(_host.Temporary());
    }

    [BashFact]
    public void a_second_run_changes_nothing()
    {
        _host.AddSample();
        _host.AddSecret("key", "env|CG_KEY");
        _host.Install(("CG_KEY", "s3cret"));
        var before = _host.Snapshot();

        var result = _host.Install(("CG_KEY", "s3cret"));

        Assert.Equal(0, result.Code);
        Assert.Equal(before, _host.Snapshot());
        Assert.Contains("unchanged  " + Config, result.Lines);
        Assert.Equal("node1: 0 installed, 0 changed, 4 unchanged, 0 removed; nothing to do", result.Lines[^1]);
    }

    /// <summary>In a system that has not got the user yet, what is in his folders is root's.</summary>
    [BashFact]
    public void a_second_run_goes_into_folders_in_which_something_is_by_now()
    {
        _host.NameUser();
        _host.AddSample();
        _host.AddDirectory("0750", _host.User, "/opt/consul/data");
        Assert.Equal(0, _host.Install().Code);
        File.WriteAllText(_host.Root + "/opt/consul/data/node-id", "1");

        var result = _host.Install();

        Assert.True(result.Code == 0, result.Error);
        Assert.EndsWith("nothing to do", result.Lines[^1], StringComparison.Ordinal);
    }

    [BashFact]
    public void only_what_differs_is_replaced()
    {
        _host.AddSample();
        _host.Install();
        _host.AddFile(Config, "server = false\n");
        File.SetUnixFileMode(_host.Root + Unit, UnixFileMode.UserRead);

        var result = _host.Install();

        Assert.Contains("changed    " + Config, result.Lines);
        Assert.Contains("unchanged  " + Service, result.Lines);
        Assert.Equal("server = false\n", _host.Read(Config));
        Assert.Equal("644", _host.Mode(Unit));
        Assert.Equal("node1: 0 installed, 2 changed, 1 unchanged, 0 removed", result.Lines[^1]);
    }

    [BashFact]
    public void a_dry_run_says_the_same_and_changes_nothing()
    {
        _host.AddSample();
        _host.AddSecret("key", "env|CG_KEY");
        var before = _host.Snapshot();

        var dry = _host.Install(["--dry-run"], ("CG_KEY", "s3cret"));
        var after = _host.Snapshot();
        var real = _host.Install(("CG_KEY", "s3cret"));

        Assert.Equal(0, dry.Code);
        Assert.Equal(before, after);
        Assert.Empty(_host.Temporary());
        Assert.Contains("would install  " + Config, dry.Lines);
        Assert.Equal(Things(real, "installed", "created"), Things(dry, "would"));
        Assert.EndsWith("(dry run)", dry.Lines[^1], StringComparison.Ordinal);

        static string[] Things(ScriptResult result, params string[] verbs) =>
            [.. result.Lines.Where(line => verbs.Any(verb => line.StartsWith(verb + " ", StringComparison.Ordinal)))
                .Select(line => line[line.IndexOf('/', StringComparison.Ordinal)..])];
    }

    [BashFact]
    public void missing_secrets_stop_it_before_any_change()
    {
        _host.AddSample();
        _host.AddSecret("key", "env|CG_KEY");
        _host.AddSecret("token", "file|/etc/token");
        var before = _host.Snapshot();

        foreach (var options in new string[][] { [], ["--dry-run"] })
        {
            var result = _host.Install(options);

            Assert.Equal(1, result.Code);
            Assert.Contains("secret key: the environment variable CG_KEY is missing or empty", result.Error, StringComparison.Ordinal);
            Assert.Contains("secret token: the file " + _host.Root + "/etc/token is missing", result.Error, StringComparison.Ordinal);
            Assert.Equal(before, _host.Snapshot());
        }
    }

    [BashFact]
    public void a_token_that_a_bootstrap_makes_is_not_waited_for_and_never_taken_away()
    {
        const string Json = "/etc/consul.d/secrets.json";
        _host.AddSample();
        _host.AddSecret("key", "env|CG_KEY");
        _host.AddSecret("token", "file|/etc/token|later");

        Assert.Equal(1, _host.Install().Code); // of the key, which nothing makes later
        for (var i = 0; i < 2; i++)
        {
            var before = _host.Install(("CG_KEY", "k"));
            Assert.Equal(0, before.Code);
            Assert.Contains("token: the file " + _host.Root + "/etc/token is missing", before.Output, StringComparison.Ordinal);
            Assert.Equal("{\"key\":\"k\",\"token\":\"\"}\n", _host.Read(Json));
        }

        _host.Write("/etc/token", "t0ken\n");
        Assert.Equal(0, _host.Install(("CG_KEY", "k")).Code);
        Assert.Equal("{\"key\":\"k\",\"token\":\"t0ken\"}\n", _host.Read(Json));

        File.Delete(_host.Root + "/etc/token");
        var after = _host.Install(("CG_KEY", "k"));
        Assert.Equal(1, after.Code);
        Assert.Contains("secret token: the file " + _host.Root + "/etc/token is missing", after.Error, StringComparison.Ordinal);
        Assert.Equal("{\"key\":\"k\",\"token\":\"t0ken\"}\n", _host.Read(Json));
    }

    [RootTheory]
    [InlineData("k", "reload")]
    [InlineData("other", "restart")]
    public void tokens_that_come_after_the_start_want_a_reload_only(string key, string asked)
    {
        _host.GoLive("client");
        _host.AddSample();
        _host.AddSecret("key", "env|CG_KEY");
        _host.AddSecret("token", $"file|{_host.Folder}/token|later");
        var started = _host.InstallLive([], ("CG_KEY", "k"));
        Assert.True(started.Code == 0, started.Error);
        File.WriteAllText(_host.Folder + "/token", "t0ken\n");

        var result = _host.InstallLive([], ("CG_KEY", key));

        Assert.True(result.Code == 0, result.Error);
        Assert.Contains(result.Lines, l => l.StartsWith(asked + "ed ", StringComparison.Ordinal));
    }

    [BashTheory]
    [InlineData("", "empty")]
    [InlineData("\n", "empty")]
    [InlineData("one\ntwo\n", "line break")]
    [InlineData("one\r\n", "control character")]
    [InlineData("on\te", "control character")]
    [InlineData("one\0two", "NUL")]
    [InlineData("one\u00ff", "UTF-8")]
    [InlineData("\u00c0\u0080", "UTF-8")]
    [InlineData("\u00ed\u00a0\u0080", "UTF-8")]
    [InlineData("\u00e2\u0082", "UTF-8")]
    public void a_secret_that_cannot_be_one_is_refused(string content, string reason)
    {
        _host.AddSample();
        _host.AddSecret("token", "file|/etc/token");
        _host.Write("/etc/token", "");
        File.WriteAllBytes(_host.Root + "/etc/token", Encoding.Latin1.GetBytes(content));

        var result = _host.Install();

        Assert.Equal(1, result.Code);
        Assert.Contains(reason, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("one", result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_host.Root + Config));
    }

    [BashFact]
    public void secrets_land_escaped_and_never_show()
    {
        const string Key = """k"e\y$(x) `'*?& ü\\""";
        const string Token = """t"\""";
        _host.AddSample();
        _host.AddSecret("key", "env|CG_KEY");
        _host.AddSecret("token", "file|/etc/token");
        _host.Write("/etc/token", Token + "\n");

        _host.Compose();
        var result = _host.Run(["bash", "-x", _host.Script, "--root", _host.Root], ("CG_KEY", Key));

        Assert.Equal(0, result.Code);
        using var json = JsonDocument.Parse(_host.Read(Secrets));
        Assert.Equal(Key, json.RootElement.GetProperty("key").GetString());
        Assert.Equal(Token, json.RootElement.GetProperty("token").GetString());
        Assert.Equal("640", _host.Mode(Secrets));
        Assert.DoesNotContain("k\"e", result.Output + result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, result.Output + result.Error, StringComparison.Ordinal);
        Assert.Empty(_host.Temporary());
    }

    [BashTheory]
    [InlineData("/nowhere")]
    [InlineData("")]
    [InlineData("a b/../$(x)")]
    [InlineData("/dev/null")]
    public void a_long_secret_takes_no_time_and_no_temporary_folder(string temporary)
    {
        var key = string.Concat(Enumerable.Repeat("aü\"\\€𝄞", 10_000));
        _host.AddSample();
        _host.AddSecret("key", "file|/etc/key");
        _host.Write("/etc/key", key);
        var clock = Stopwatch.StartNew();

        var result = _host.Install(("TMPDIR", temporary));

        Assert.True(result.Code == 0, result.Error);
        Assert.Empty(result.Error);
        using var json = JsonDocument.Parse(_host.Read(Secrets));
        Assert.Equal(key, json.RootElement.GetProperty("key").GetString());
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromMinutes(2));
    }

    [BashFact]
    public void runs_by_another_shell_too()
    {
        _host.AddSample();
        _host.Compose();

        var result = _host.Run(["sh", _host.Script, "--root", _host.Root]);

        Assert.True(result.Code == 0, result.Error);
        Assert.Equal("server = true\n", _host.Read(Config));
    }

    [BashFact]
    public void no_secret_reaches_an_argument_or_the_environment_of_another_program()
    {
        _host.AddSample();
        _host.AddSecret("key", "env|CG_KEY");
        foreach (var tool in new[] { "mv", "cat", "sha256sum", "chmod", "mktemp", "stat", "readlink", "sort" })
            _host.AddTool(tool, $"tr '\\0' '\\n' </proc/$$/cmdline >>\"$CG_LOG\"; env >>\"$CG_LOG\"; exec /usr/bin/{tool} \"$@\"");

        var result = _host.Install([], ("CG_KEY", "s3cret"), ("CG_LOG", _host.Folder + "/log"));

        Assert.Equal(0, result.Code);
        var log = File.ReadAllText(_host.Folder + "/log");
        Assert.Contains("mktemp", log, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", log, StringComparison.Ordinal);
    }

    [BashFact]
    public void what_left_the_bundle_is_removed_unless_it_was_edited()
    {
        const string Edited = "/etc/consul.d/service-api.hcl";
        _host.AddSample();
        _host.AddFile(Edited, "service {}\n");
        _host.Install();
        _host.RemoveFile(Service);
        _host.RemoveFile(Edited);
        _host.Write(Edited, "by hand\n");

        var result = _host.Install();

        Assert.Equal(0, result.Code);
        Assert.False(File.Exists(_host.Root + Service));
        Assert.Equal("by hand\n", _host.Read(Edited));
        Assert.Contains("removed    " + Service, result.Lines);
        Assert.Contains(result.Lines, line => line.StartsWith("kept       " + Edited, StringComparison.Ordinal));
        Assert.Equal("node1: 0 installed, 0 changed, 2 unchanged, 1 removed", result.Lines[^1]);
    }

    [BashFact]
    public void a_record_that_was_tampered_with_removes_nothing()
    {
        const string Hash = "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03"; // of "hello\n"
        _host.AddSample();
        _host.Install();
        var victim = Path.Combine(_host.Folder, "victim");
        File.WriteAllText(victim, "hello\n");
        _host.Write("/etc/other", "hello\n");
        File.CreateSymbolicLink(_host.Root + "/etc/link", victim);
        File.CreateSymbolicLink(_host.Root + "/out", _host.Folder);
        File.AppendAllText(
            _host.Root + "/var/lib/consulgen/consul.files",
            $"{Hash}  /../victim\n{Hash}  /etc/../etc/other\n{Hash}  etc/other\n{Hash}  /etc/link\n{Hash}  /out/victim\n*  /etc/other\n");

        var result = _host.Install();

        Assert.Equal(0, result.Code);
        Assert.True(File.Exists(victim));
        Assert.True(File.Exists(_host.Root + "/etc/other"));
        Assert.EndsWith(" 0 removed; nothing to do", result.Lines[^1].Replace("0 changed, ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [BashTheory]
    [InlineData("/etc/consul.d")]
    [InlineData("/etc")]
    [InlineData(Config)]
    public void a_link_out_of_the_root_is_refused(string link)
    {
        _host.AddSample();
        var outside = Directory.CreateDirectory(Path.Combine(_host.Folder, "outside")).FullName;
        Directory.CreateDirectory(Path.GetDirectoryName(_host.Root + link)!);
        File.CreateSymbolicLink(_host.Root + link, link == Config ? outside + "/file" : outside);

        var result = _host.Install();

        Assert.Equal(1, result.Code);
        Assert.Contains("leads out of", result.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(outside));
    }

    [BashFact]
    public void a_link_inside_the_root_is_followed()
    {
        _host.AddSample();
        Directory.CreateDirectory(_host.Root + "/data/consul.d");
        Directory.CreateDirectory(_host.Root + "/etc");
        File.CreateSymbolicLink(_host.Root + "/etc/consul.d", "../data/consul.d");

        Assert.Equal(0, _host.Install().Code);
        Assert.Equal("server = true\n", _host.Read("/data/consul.d/consul.hcl"));
    }

    [BashFact]
    public void works_with_spaces_through_a_link_and_from_anywhere()
    {
        _host.AddSample();
        _host.AddFile("/etc/consul.d/service-my web $x.hcl", "service {}\n");
        var link = Path.Combine(_host.Folder, "a link");
        _host.Compose();
        File.CreateSymbolicLink(link, _host.Script);

        var result = _host.Run([link, "--root=" + _host.Root]);

        Assert.Equal(0, result.Code);
        Assert.Equal("service {}\n", _host.Read("/etc/consul.d/service-my web $x.hcl"));
    }

    [BashFact]
    public void killed_half_way_it_restores_everything()
    {
        _host.AddSample();
        _host.Install();
        _host.AddFile(Config, "changed\n");
        _host.AddFile(Service, "changed\n");
        _host.AddFile("/opt/new/file", "new\n");
        var before = _host.Snapshot();
        // The third file to be swapped in is followed by the signal.
        _host.AddTool("mv", "/usr/bin/mv \"$@\"; echo >>\"$CG_LOG\"; [[ $(wc -l <\"$CG_LOG\") != 3 ]] || kill -TERM $PPID");

        var result = _host.Install([], ("CG_LOG", _host.Folder + "/log"));

        Assert.Equal(143, result.Code);
        Assert.Equal(before.Split('\n').Select(WithoutChangeTime), _host.Snapshot().Split('\n').Select(WithoutChangeTime));
        Assert.Contains("the former files are back", result.Error, StringComparison.Ordinal);
        Assert.Empty(_host.Temporary());

        // Folders have a new time, as names came and went.
        static string WithoutChangeTime(string line) => line.StartsWith('d') ? line.Split(" @")[0] : line;
    }

    [BashFact]
    public void two_runs_at_once_are_refused()
    {
        _host.AddSample();
        var keep = Directory.CreateDirectory(_host.Root + "/var/lib/consulgen").FullName;
        _host.Compose();

        var result = _host.Run(["flock", keep, _host.Script, "--root", _host.Root]);

        Assert.Equal(1, result.Code);
        Assert.Contains("another install.sh", result.Error, StringComparison.Ordinal);
    }

    [BashFact]
    public void options_are_checked()
    {
        _host.AddSample();
        _host.Compose();

        Assert.Equal(2, _host.Run([_host.Script, "--wrong"]).Code);
        Assert.Equal(2, _host.Run([_host.Script, "--root", ""]).Code);
        Assert.Equal(2, _host.Run([_host.Script, "--root"]).Code);
        Assert.Equal(1, _host.Run([_host.Script, "--root", _host.Folder + "/nowhere"]).Code);
        var help = _host.Run([_host.Script, "--help"]);
        Assert.Equal(0, help.Code);
        Assert.Contains("Usage: install.sh", help.Output, StringComparison.Ordinal);
    }

    [RootFact]
    public void an_invalid_configuration_leaves_the_old_one_and_hides_the_secret()
    {
        _host.GoLive("server");
        _host.AddSecret("key", "env|CG_KEY");
        _host.AddFile(_host.ConfigDir + "/consul.hcl", "old\n");
        Assert.Equal(0, _host.InstallLive([], ("CG_KEY", "s3cret")).Code);
        _host.AddFile(_host.ConfigDir + "/consul.hcl", "invalid\n");
        File.WriteAllText(_host.ConfigDir + "/foreign.json", "{}\n");

        var result = _host.InstallLive([], ("CG_KEY", "s3cret"));

        Assert.Equal(1, result.Code);
        Assert.Equal("old\n", File.ReadAllText(_host.ConfigDir + "/consul.hcl"));
        Assert.Contains("consul.hcl foreign.json secrets.json", result.Error, StringComparison.Ordinal);
        Assert.Contains("***", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", result.Output + result.Error, StringComparison.Ordinal);
        Assert.Empty(_host.Temporary());
    }

    /// <summary>Consul compares limits of connections with the files that its process may open.</summary>
    [RootFact]
    public void the_configuration_is_validated_with_the_files_that_the_unit_gives()
    {
        _host.GoLive("server");
        _host.FileLimit = "333";
        _host.AddTool("consul", $"[[ $1 != validate ]] || ulimit -n >'{_host.Folder}/files'");
        _host.AddFile(_host.ConfigDir + "/consul.hcl", "one\n");

        Assert.Equal(0, _host.InstallLive().Code);

        Assert.Equal("333\n", File.ReadAllText(_host.Folder + "/files"));
    }

    [RootFact]
    public void a_running_server_is_restarted_only_when_asked()
    {
        _host.GoLive("server");
        _host.AddFile(_host.ConfigDir + "/consul.hcl", "one\n");
        _host.AddFile(_host.ConfigDir + "/service-web.hcl", "one\n");
        var first = _host.InstallLive();
        Assert.Contains("started    consul", first.Lines);

        _host.AddFile(_host.ConfigDir + "/service-web.hcl", "two\n");
        Assert.Contains("reloaded   consul", _host.InstallLive().Lines);

        _host.AddFile(_host.ConfigDir + "/consul.hcl", "two\n");
        foreach (var run in new[] { _host.InstallLive(), _host.InstallLive() })
        {
            Assert.Equal(0, run.Code);
            Assert.Contains(run.Lines, line => line.Contains("needs a restart", StringComparison.Ordinal)
                && line.EndsWith("systemctl restart consul", StringComparison.Ordinal));
            Assert.DoesNotContain("restarted  consul", run.Lines);
        }

        Assert.Contains("restarted  consul", _host.InstallLive(["--restart"]).Lines);
        Assert.EndsWith("nothing to do", _host.InstallLive(["--restart"]).Lines[^1], StringComparison.Ordinal);
    }

    [RootFact]
    public void a_running_client_is_restarted()
    {
        _host.GoLive("client");
        _host.AddFile(_host.ConfigDir + "/consul.hcl", "one\n");
        _host.InstallLive();
        _host.AddFile(_host.ConfigDir + "/consul.hcl", "two\n");

        var waiting = _host.InstallLive(["--no-start"]);
        var result = _host.InstallLive();

        Assert.Contains(waiting.Lines, line => line.Contains("--no-start", StringComparison.Ordinal));
        Assert.Contains("restarted  consul", result.Lines);
        Assert.Equal(0, result.Code);
    }

    [RootFact]
    public void what_nginx_refuses_is_taken_back()
    {
        _host.GoLive("load_balancer");
        _host.AddFile(_host.ConfigDir + "/stream.conf", "old\n");
        Assert.Equal(0, _host.InstallLive().Code);
        _host.AddFile(_host.ConfigDir + "/stream.conf", "new\n");
        _host.AddFile(_host.ConfigDir + "/more/added.conf", "new\n");
        _host.AddTool("nginx", "[[ $1 != -t ]] || { echo 'nginx: [emerg] wrong' >&2; exit 1; }");

        var result = _host.InstallLive();

        Assert.Equal(1, result.Code);
        Assert.Contains("nginx: [emerg] wrong", result.Error, StringComparison.Ordinal);
        Assert.Equal("old\n", File.ReadAllText(_host.ConfigDir + "/stream.conf"));
        Assert.False(Directory.Exists(_host.ConfigDir + "/more"));
    }
}

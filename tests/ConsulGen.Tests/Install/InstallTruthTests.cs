using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;

namespace ConsulGen.Tests.Install;

/// <summary>That what the installer says is so: before it begins, when the service is to run, and about a host that it only looks at.</summary>
[SupportedOSPlatform("linux")]
public sealed class InstallTruthTests : IDisposable
{
    private readonly InstallHost _host = new();

    public void Dispose() => _host.Dispose();

    private string Config => _host.ConfigDir + "/consul.hcl";

    [RootFact]
    public void all_that_the_configuration_names_and_is_missing_is_named_before_any_change()
    {
        _host.AddUser();
        _host.GoLive("server");
        _host.AddFile(Config, "one\n");
        var there = _host.Folder + "/there.pem";
        File.WriteAllText(there, "");
        _host.NeededFiles.AddRange(
            ["ca_file|/nowhere/ca.pem", "tls.defaults.key_file|/nowhere/key.pem", "cert_file|" + there, "check|/nowhere/check.sh"]);

        var result = _host.InstallLive();

        Assert.Equal(1, result.Code);
        Assert.Contains("/nowhere/ca.pem is missing: the configuration names it (ca_file)", result.Error, StringComparison.Ordinal);
        Assert.Contains("/nowhere/key.pem is missing: the configuration names it (tls.defaults.key_file)", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("check.sh is missing", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("there.pem", result.Error, StringComparison.Ordinal);
        Assert.Contains("nothing was changed", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_host.ConfigDir));

        _host.NeededFiles.RemoveRange(0, 2);
        result = _host.InstallLive(["--no-start"]);

        Assert.Equal(0, result.Code);
        Assert.Contains("note       /nowhere/check.sh (check) is not there yet", result.Lines);
    }

    [RootFact]
    public void what_the_agents_user_cannot_read_is_as_good_as_missing()
    {
        _host.AddUser();
        _host.GoLive("server");
        _host.AddFile(Config, "one\n");
        var key = _host.Folder + "/key.pem";
        File.WriteAllText(key, "");
        File.SetUnixFileMode(key, UnixFileMode.UserRead);
        _host.NeededFiles.Add("key_file|" + key);

        var result = _host.InstallLive();

        Assert.Equal(1, result.Code);
        Assert.Contains($"consul cannot read {key}, which the configuration names (key_file)", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_host.ConfigDir));
        Assert.Empty(_host.Temporary());
    }

    [BashFact]
    public void an_image_may_get_its_certificates_later()
    {
        _host.AddSample();
        _host.NeededFiles.Add("ca_file|/etc/ca.pem");

        var result = _host.Install();

        Assert.Equal(0, result.Code);
        Assert.Contains($"note       /etc/ca.pem (ca_file) is not there in {_host.Root} yet", result.Lines);
    }

    [RootFact]
    public void an_agent_that_dies_gets_its_former_files_back_and_runs_with_them()
    {
        RunsUnlessItSaysBad();
        _host.AddSecret("key", "env|CG_KEY");
        _host.AddFile(Config, "good\n");
        Assert.Equal(0, _host.InstallLive([], ("CG_KEY", "s3cret")).Code);
        _host.AddFile(Config, "bad\n");
        _host.AddFile(_host.ConfigDir + "/service-new.hcl", "service {}\n");

        var result = _host.InstallLive(["--restart"], ("CG_KEY", "s3cret"));

        Assert.Equal(1, result.Code);
        Assert.Contains("consul does not start: its process ends (exit-code)", result.Error, StringComparison.Ordinal);
        Assert.Contains("the former files are back in place", result.Error, StringComparison.Ordinal);
        Assert.Contains("consul runs again with the former files", result.Error, StringComparison.Ordinal);
        Assert.Contains("bind: cannot assign the address, with ***", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", result.Output + result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("changed", result.Output, StringComparison.Ordinal);
        Assert.Equal("good\n", File.ReadAllText(Config));
        Assert.False(File.Exists(_host.ConfigDir + "/service-new.hcl"));
        Assert.Equal(["start --no-block consul", "restart --no-block consul", "restart --no-block consul"], Orders());
        Assert.Empty(_host.Temporary());
    }

    [RootFact]
    public void a_first_agent_that_dies_leaves_nothing_behind()
    {
        RunsUnlessItSaysBad();
        _host.AddFile(Config, "bad\n");

        var result = _host.InstallLive();

        Assert.Equal(1, result.Code);
        Assert.Contains("consul did not run before, and does not run now", result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Config));
        Assert.Equal(["start --no-block consul", "stop consul"], Orders());
        Assert.False(File.Exists(_host.Folder + "/lib/consulgen/consul.files"));
    }

    /// <summary>It comes up for a moment each time, as one does that finds a wrong key of a peer.</summary>
    [RootFact]
    public void an_agent_that_dies_in_a_loop_is_a_failure()
    {
        _host.GoLive("client");
        _host.AddFile(Config, "one\n");
        _host.AddTool("systemctl", """
            case "$*" in
                "show -p MainPID"*)
                    n=$(cat /run/asked 2>/dev/null || echo 0); echo $((n + 1)) >/run/asked
                    if ((n > 0 && n < 4)); then echo MainPID=1; else echo MainPID=0; fi ;;
                "show -p ActiveState"*) printf '%s\n' ActiveState=activating SubState=start Result=success ;;
                is-enabled*) echo enabled ;;
            esac
            """);

        var result = _host.InstallLive();

        Assert.Equal(1, result.Code);
        Assert.Contains("consul did not stay up: its process ended after a few seconds", result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Config));
    }

    [RootFact]
    public void an_agent_that_does_not_answer_is_a_failure_and_one_that_answers_is_none()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        _host.GoLive("client");
        _host.AddFile(Config, "one\n");
        _host.Api = "http|127.0.0.1|" + port;
        var answering = Task.Run(async () =>
        {
            using var client = await listener.AcceptTcpClientAsync();
            // Closed with a question unread, the connection is reset, and the answer lost with it.
            _ = await client.GetStream().ReadAsync(new byte[4096]);
            await client.GetStream().WriteAsync("HTTP/1.0 403 Forbidden\r\n\r\n"u8.ToArray());
        });

        Assert.Contains("started    consul", _host.InstallLive().Lines);
        Assert.True(answering.IsCompletedSuccessfully);
        listener.Stop();
        _host.AddFile(Config, "two\n");

        var result = _host.InstallLive(["--wait", "3"]);

        Assert.Equal(1, result.Code);
        Assert.Contains($"consul is not up after 3 seconds: it does not answer at http 127.0.0.1 {port}", result.Error, StringComparison.Ordinal);
        Assert.Equal("one\n", File.ReadAllText(Config));
    }

    /// <summary>A client of Consul says what the socket, or the port behind TLS, answers: it alone understands it.</summary>
    [RootTheory]
    [InlineData("exit 0", true, "")]
    [InlineData("echo 'Unexpected response code: 403 (ACL not found)'; exit 1", true, "")]
    [InlineData("echo 'Get: dial unix: connect: connection refused'; exit 1", false, "")]
    [InlineData("echo 'Get: dial unix: connect: no such file or directory'; exit 1", false, "")]
    [InlineData("echo 'Get: x509: certificate signed by unknown authority'; exit 1", true, "certificate signed by unknown authority")]
    public void an_answer_that_is_hard_to_read_is_read_by_Consul(string answer, bool isUp, string note)
    {
        _host.GoLive("client");
        var socket = _host.Folder + "/api.sock";
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(socket));
        _host.AddFile(Config, "one\n");
        _host.Api = $"unix|{socket}|";
        _host.ApiOptions.Add("-http-addr=unix://" + socket);
        _host.AddTool("consul", $"case $1 in members) [[ $2 == '-http-addr=unix://{socket}' ]] || exit 9; {answer} ;; esac");

        var result = _host.InstallLive(["--wait", "10"]);

        Assert.Equal(isUp ? 0 : 1, result.Code);
        Assert.Equal(isUp, result.Lines.Contains("started    consul"));
        Assert.Equal(note.Length > 0, result.Output.Contains("answers, but not to", StringComparison.Ordinal));
        Assert.Contains(note, result.Output, StringComparison.Ordinal);
    }

    [RootFact]
    public void it_reloads_where_that_is_enough()
    {
        RunsUnlessItSaysBad();
        _host.AddSecret("key", "env|CG_KEY");
        (string Content, string Part, string Key, string Need, string? Order)[] steps =
        [
            ("one", "a", "k1", "restart", "start --no-block consul"),
            ("two", "a", "k1", "restart", "reload --no-block consul"),
            ("three", "b", "k1", "restart", null),
            ("four", "b", "k2", "restart", null),
            ("five", "b", "k2", "restart", "reload --no-block consul"),
            ("five", "b", "k3", "reload", "reload --no-block consul"),
            ("six", "", "k3", "reload", null),
        ];
        foreach (var step in steps)
        {
            _host.AddFile(Config, step.Content + "\n");
            _host.RestartPart = step.Part.Length == 0 ? "" : new string(step.Part[0], 64);
            _host.SecretsNeed = step.Need;
            File.Delete(_host.Folder + "/run/orders");

            var result = _host.InstallLive([], ("CG_KEY", step.Key));

            Assert.True(result.Code == 0, result.Error);
            Assert.Equal(step.Order is null ? [] : [step.Order], Orders());
            Assert.Equal(step.Order is null, result.Output.Contains("consul needs a restart", StringComparison.Ordinal));
            if (step.Order is null) Assert.Equal(0, _host.InstallLive(["--restart"], ("CG_KEY", step.Key)).Code);
        }
    }

    [RootFact]
    public void what_was_edited_by_hand_is_not_trusted_to_need_a_reload_only()
    {
        RunsUnlessItSaysBad();
        _host.AddFile(Config, "one\n");
        _host.RestartPart = new string('a', 64);
        Assert.Equal(0, _host.InstallLive().Code);
        File.AppendAllText(Config, "by hand\n");

        Assert.Contains("consul needs a restart", _host.InstallLive().Output, StringComparison.Ordinal);
    }

    [RootFact]
    public void a_signal_while_it_waits_takes_everything_back()
    {
        RunsUnlessItSaysBad();
        _host.AddFile(Config, "good\n");
        Assert.Equal(0, _host.InstallLive().Code);
        _host.AddFile(Config, "better\n");
        _host.AddTool("sleep", "[[ -f /run/slept ]] || { touch /run/slept; kill -TERM $PPID; }");

        var result = _host.InstallLive(["--restart"]);

        Assert.Equal(143, result.Code);
        Assert.Equal("good\n", File.ReadAllText(Config));
        Assert.Contains("consul runs again with the former files", result.Error, StringComparison.Ordinal);
        Assert.Equal(["start --no-block consul", "restart --no-block consul", "restart --no-block consul"], Orders());
    }

    [RootFact]
    public void a_check_tells_by_its_exit_code_whether_the_host_differs()
    {
        RunsUnlessItSaysBad();
        _host.AddSecret("key", "env|CG_KEY");
        _host.AddFile(Config, "good\n");
        Assert.Equal(3, _host.InstallLive(["--check"], ("CG_KEY", "s3cret")).Code);
        Assert.False(Directory.Exists(_host.ConfigDir));
        Assert.Empty(Orders());
        Assert.Equal(0, _host.InstallLive([], ("CG_KEY", "s3cret")).Code);

        var same = _host.InstallLive(["--check"]);
        Assert.Equal(0, same.Code);
        Assert.Contains(same.Lines, l => l.Contains("CG_KEY is missing or empty: secrets.json is compared with what was installed", StringComparison.Ordinal));

        File.AppendAllText(Config, "# by hand\n");
        File.WriteAllText(_host.ConfigDir + "/foreign.json", "{}\n");
        File.AppendAllText(_host.ConfigDir + "/secrets.json", "\n");
        var result = _host.InstallLive(["--check"]);

        Assert.Equal(3, result.Code);
        Assert.Contains("would change   " + Config, result.Lines);
        Assert.Contains($"would change   {_host.ConfigDir}/secrets.json", result.Lines);
        Assert.Contains($"note       {_host.ConfigDir}/foreign.json is not of this bundle, and Consul reads it", result.Lines);
        Assert.Contains(result.Lines, l => l.Contains(Config + " was edited on this host; it would be kept", StringComparison.Ordinal));
        Assert.Equal("good\n# by hand\n", File.ReadAllText(Config));
        Assert.Equal(["start --no-block consul"], Orders());
    }

    [BashFact]
    public void a_hand_edit_is_kept()
    {
        const string Path = "/etc/consul.d/consul.hcl";
        _host.AddSample();
        _host.Install();
        _host.Write(Path, "by hand\n");

        var result = _host.Install();

        Assert.Equal("server = true\n", _host.Read(Path));
        Assert.Equal("by hand\n", _host.Read("/var/lib/consulgen/consul.edited/consul.hcl"));
        Assert.Equal("600", _host.Mode("/var/lib/consulgen/consul.edited/consul.hcl"));
        Assert.Contains("note       " + Path + " was edited on this host; it is kept as /var/lib/consulgen/consul.edited/consul.hcl", result.Lines);
        Assert.DoesNotContain("was edited", _host.Install().Output, StringComparison.Ordinal);
    }

    /// <summary>A service that comes up with any configuration but one, and its manager.</summary>
    private void RunsUnlessItSaysBad()
    {
        _host.GoLive("server");
        _host.AddTool("journalctl", "echo 'bind: cannot assign the address, with s3cret'");
        _host.AddTool("systemctl", $$"""
            case "$*" in
                "show -p MainPID"*) echo "MainPID=$(cat /run/test.pid 2>/dev/null || echo 0)" ;;
                "show -p ActiveState"*) cat /run/state ;;
                start*|restart*)
                    echo "$*" >>/run/orders
                    if grep -q bad '{{Config}}'; then
                        rm -f /run/test.pid; printf '%s\n' ActiveState=activating SubState=auto-restart Result=exit-code >/run/state
                    else
                        [[ $1 == restart && $(cat /run/test.pid) == 1 ]] && echo "$CG_NEW_PID" >/run/test.pid || echo 1 >/run/test.pid
                    fi ;;
                reload*) echo "$*" >>/run/orders ;;
                stop*) echo "$*" >>/run/orders; rm -f /run/test.pid ;;
                is-enabled*) echo enabled ;;
            esac
            """);
    }

    /// <summary>What the service manager was told.</summary>
    private string[] Orders() => File.Exists(_host.Folder + "/run/orders") ? File.ReadAllLines(_host.Folder + "/run/orders") : [];
}

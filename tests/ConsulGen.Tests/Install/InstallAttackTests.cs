using System.Runtime.Versioning;

namespace ConsulGen.Tests.Install;

/// <summary>What the agent's user, or another, may try in order to become root by the next run of the installer.</summary>
[SupportedOSPlatform("linux")]
public sealed class InstallAttackTests : IDisposable
{
    private const int Agent = InstallHost.Agent;
    private const int Other = Agent + 1;
    private const string Config = "/etc/consul.d/consul.hcl";
    private const string Data = "/opt/consul";
    private const string Log = "/opt/consul/var/log";

    private readonly InstallHost _host = new();

    public InstallAttackTests()
    {
        _host.AddUser();
        _host.AddDirectory("0750", "root", "/etc/consul.d");
        _host.AddDirectory("0750", "consul", Data);
        _host.AddFile(Config, "server = true\n");
    }

    public void Dispose() => _host.Dispose();

    [RootFact]
    public void folders_of_the_user_are_his_and_those_of_root_are_roots()
    {
        _host.AddDirectory("0750", "consul", Log);

        var result = _host.Install();

        Assert.True(result.Code == 0, result.Error);
        Assert.Equal("0:54321 750", _host.Attributes("/etc/consul.d"));
        Assert.Equal("0:54321 640", _host.Attributes(Config));
        Assert.Equal("54321:54321 750", _host.Attributes(Data));
        Assert.Equal("54321:54321 755", _host.Attributes("/opt/consul/var"));
        Assert.Equal("54321:54321 750", _host.Attributes(Log));
        Assert.Equal("0:0 755", _host.Attributes("/opt"));
        Assert.Equal("0:0 700", _host.Attributes("/var/lib/consulgen"));
        Assert.EndsWith("; nothing to do", _host.Install().Lines[^1], StringComparison.Ordinal);
    }

    [RootTheory]
    [InlineData("rmdir opt/consul/var/log opt/consul/var && ln -s ../../var opt/consul/var")]
    [InlineData("rmdir opt/consul/var/log && ln -s ../../../var/log opt/consul/var/log")]
    public void a_link_in_his_folder_gets_him_no_folder_of_root(string swap)
    {
        _host.AddDirectory("0750", "consul", Log);
        Assert.Equal(0, _host.Install().Code);
        _host.AsRoot("mkdir -m 755 -p var/log && echo secret >var/log/auth.log");
        _host.As(Agent, swap);

        var result = _host.Install();

        Assert.Equal(1, result.Code);
        Assert.Contains("consul cannot write to " + _host.Root + Log, result.Error, StringComparison.Ordinal);
        Assert.Contains("nothing was changed", result.Error, StringComparison.Ordinal);
        Assert.Equal("0:0 755", _host.Attributes("/var/log"));
        Assert.Equal("0:0 644", _host.Attributes("/var/log/auth.log"));
    }

    /// <summary>The swap comes when the folders were looked at, and one is about to be made.</summary>
    [RootFact]
    public void a_link_that_comes_in_between_gets_him_none_either()
    {
        _host.AsRoot("mkdir -m 755 -p var/victim");
        _host.AsRoot("mkdir -m 755 -p opt/consul && chown 54321:54321 opt/consul");
        _host.AddDirectory("0750", "consul", "/opt/consul/var/victim/log");
        _host.AddTool("mkdir", $"rm -rf '{_host.Root}/opt/consul/var'; ln -s ../../var '{_host.Root}/opt/consul/var'; exec /usr/bin/mkdir \"$@\"");

        var result = _host.Install();

        Assert.Equal(1, result.Code);
        Assert.Equal("0:0 755", _host.Attributes("/var/victim"));
        Assert.False(Directory.Exists(_host.Root + "/var/victim/log"));
    }

    /// <summary>In his own folder a file is staged, and he puts a link in its place before it gets its content.</summary>
    [RootFact]
    public void a_link_in_the_place_of_a_staged_file_is_not_written_through()
    {
        _host.AddFile("/opt/consul/conf/consul.hcl", "server = true\n");
        _host.ConfigDir = "/opt/consul/conf";
        _host.Write("/etc/victim", "mine\n");
        _host.RemoveFile(Config);
        _host.AddTool("mktemp", $"f=$(/usr/bin/mktemp \"$@\") && {{ [[ $f != */opt/consul/* ]] || ln -sf '{_host.Root}/etc/victim' \"$f\"; }}; echo \"$f\"");

        var result = _host.Install();

        Assert.Equal(1, result.Code);
        Assert.Equal("mine\n", _host.Read("/etc/victim"));
        Assert.Equal("0:0 644", _host.Attributes("/etc/victim"));
    }

    [RootFact]
    public void a_configuration_in_his_folder_is_installed_as_his()
    {
        _host.ConfigDir = Data;
        _host.RemoveFile(Config);
        _host.AddFile("/opt/consul/consul.hcl", "one\n");
        _host.AddSecret("key", "env|CG_KEY");
        Assert.Equal(0, _host.Install(("CG_KEY", "s3cret")).Code);
        _host.AddFile("/opt/consul/consul.hcl", "two\n");

        var result = _host.Install(("CG_KEY", "s3cret"));

        Assert.True(result.Code == 0, result.Error);
        Assert.Equal("two\n", _host.Read("/opt/consul/consul.hcl"));
        Assert.Equal("54321:54321 640", _host.Attributes("/opt/consul/consul.hcl"));
        Assert.Equal("54321:54321 640", _host.Attributes("/opt/consul/secrets.json"));
        Assert.EndsWith("; nothing to do", _host.Install(("CG_KEY", "s3cret")).Lines[^1], StringComparison.Ordinal);
        Assert.Empty(_host.Temporary());
    }

    [RootFact]
    public void what_root_runs_is_not_put_into_his_folder()
    {
        _host.AddFile("/opt/consul/units/consul.service", "[Service]\n", "0644");

        var result = _host.Install();

        Assert.Equal(1, result.Code);
        Assert.Contains("who could put there what root then runs", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_host.Root + Data));
    }

    [RootTheory]
    [InlineData("mkdir -p srv/x/consul.d && chown 54322 srv/x", "belongs to the user 54322")]
    [InlineData("mkdir -p srv/x && chmod 777 srv/x", "everyone can write to")]
    [InlineData("mkdir -p srv/x && chgrp 54321 srv/x && chmod 775 srv/x", "a group can write to")]
    [InlineData("mkdir -p srv/x && chgrp 1005 srv/x && chmod 775 srv/x", "a group can write to")]
    [InlineData("mkdir -p srv/y && ln -s y srv/x && chown -h 54322 srv/x", "is a link of another user")]
    [InlineData("mkdir -p srv/y && ln -s y srv/x && chown -h 54321 srv/x", "is a link of another user")]
    [InlineData("mkdir -p srv && ln -s x srv/x", "leads in a circle")]
    [InlineData("mkdir -p srv && touch srv/x", "is not a directory")]
    [InlineData("mkdir -p srv/y && chown 54322 srv/y && ln -s y srv/x", "belongs to the user 54322")]
    [InlineData("mkdir -p srv && ln -s ../../../../../../srv srv/x", "leads out of")]
    public void where_others_could_interfere_nothing_is_done(string make, string reason)
    {
        _host.AsRoot(make);
        _host.AddDirectory("0750", "root", "/srv/x/consul.d");
        _host.AddFile("/srv/x/consul.d/consul.hcl", "server = true\n");
        var before = _host.Snapshot();

        var result = _host.Install();

        Assert.Equal(1, result.Code);
        Assert.Contains(reason, result.Error, StringComparison.Ordinal);
        Assert.Equal(before, _host.Snapshot());
    }

    [RootTheory]
    [InlineData("mkdir -p srv/x && chgrp 50 srv/x && chmod 2775 srv/x")]
    [InlineData("mkdir -p data/x && ln -s data srv")]
    [InlineData("mkdir -p srv && chmod 1777 srv")]
    public void what_only_root_and_the_system_can_change_is_as_good_as_roots(string make)
    {
        _host.AsRoot(make);
        _host.AddDirectory("0750", "root", "/srv/x/consul.d");
        _host.AddFile("/srv/x/consul.d/consul.hcl", "server = true\n");

        var result = _host.Install();

        Assert.True(result.Code == 0, result.Error);
        Assert.Equal("server = true\n", _host.Read("/srv/x/consul.d/consul.hcl"));
    }

    [RootTheory]
    [InlineData("mkdir -p opt/consul && touch opt/consul/thing", "belongs to the user 0 and is not empty")]
    [InlineData("mkdir -p opt/consul && touch opt/consul/thing && chown 54322 opt/consul", "belongs to the user 54322")]
    public void a_folder_with_something_of_others_in_it_is_not_given_away(string make, string reason)
    {
        _host.AsRoot(make);
        var before = _host.Snapshot();

        var result = _host.Install();

        Assert.Equal(1, result.Code);
        Assert.Contains(reason, result.Error, StringComparison.Ordinal);
        Assert.Equal(before, _host.Snapshot());
    }

    [RootFact]
    public void a_folder_of_another_package_stays_as_it_is()
    {
        _host.AsRoot("mkdir -p var/lib/dpkg etc/cron.d etc/consul.d");
        _host.AddDirectory("0750", "root", "/etc/cron.d");
        _host.AddTool(
            "dpkg-query",
            """case ${@: -1} in /etc/cron.d) echo "cron: /etc/cron.d" ;; /etc/consul.d) echo "consul: /etc/consul.d" ;; *) exit 1 ;; esac""");

        var result = _host.Install();

        Assert.Equal(1, result.Code);
        Assert.Contains("/etc/cron.d belongs to the package cron, so its owner and mode are not changed", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("/etc/consul.d", result.Error, StringComparison.Ordinal);
        Assert.Equal("0:0 755", _host.Attributes("/etc/cron.d"));
    }

    [RootFact]
    public void a_new_file_system_is_given_to_him()
    {
        _host.AsRoot("mkdir -p opt/consul/lost+found");

        Assert.Equal(0, _host.Install().Code);
        Assert.Equal("54321:54321 750", _host.Attributes(Data));
    }

    /// <summary>As packages of Consul make it.</summary>
    [RootFact]
    public void a_configuration_folder_that_was_his_becomes_roots_whatever_he_left_there()
    {
        _host.AsRoot("mkdir -p etc/consul.d && chown 54321:54321 etc/consul.d && echo mine >etc/victim");
        _host.As(Agent, "ln -s ../victim etc/consul.d/consul.hcl");

        var result = _host.Install();

        Assert.True(result.Code == 0, result.Error);
        Assert.Equal("0:54321 750", _host.Attributes("/etc/consul.d"));
        Assert.Equal("server = true\n", _host.Read(Config));
        Assert.Equal("mine\n", _host.Read("/etc/victim"));
    }

    [RootFact]
    public void a_secret_is_not_read_through_his_link()
    {
        _host.AddSecret("key", "file|/opt/consul/key");
        _host.AsRoot("mkdir -p opt/consul && chown 54321 opt/consul && echo roots-own >etc/token && chmod 600 etc/token");
        _host.As(Agent, "ln -s ../../etc/token opt/consul/key");

        var refused = _host.Install();

        Assert.Equal(1, refused.Code);
        Assert.Contains("is missing or not readable by consul", refused.Error, StringComparison.Ordinal);

        _host.As(Agent, "rm opt/consul/key && echo s3cret >opt/consul/key");
        Assert.Equal(0, _host.Install().Code);
        Assert.Contains("s3cret", _host.Read("/etc/consul.d/secrets.json"), StringComparison.Ordinal);
    }

    [RootFact]
    public void a_folder_in_a_place_of_everybody_must_not_be_another_users()
    {
        _host.AddDirectory("0750", "consul", "/tmp/consul");
        _host.AsRoot("mkdir -m 1777 tmp");
        Assert.Equal(0, _host.Install().Code);
        Assert.Equal("54321:54321 750", _host.Attributes("/tmp/consul"));
        _host.AsRoot("rmdir tmp/consul");
        _host.As(Other, "mkdir tmp/consul");

        var result = _host.Install();

        Assert.Equal(1, result.Code);
        Assert.Contains("belongs to the user 54322", result.Error, StringComparison.Ordinal);
    }

    /// <summary>The program may be his own: it runs as him, and sees nothing that it may not.</summary>
    [RootFact]
    public void his_program_runs_as_him_without_the_environment_and_cannot_swap_a_folder()
    {
        var victim = Directory.CreateDirectory(_host.Folder + "/machine/victim").FullName;
        var data = _host.Folder + "/machine/data";
        _host.GoLive("server");
        _host.AddDirectory("0750", "consul", data);
        _host.AddDirectory("0750", "consul", data + "/log");
        _host.AddFile(_host.ConfigDir + "/consul.hcl", "one\n");
        _host.AddTool(
            "consul",
            $"{{ id -u; id -g; env; ls -l /proc/self/fd; tty; echo x >/dev/tty; cat \"$3/consul.hcl\"; mv \"$3\" \"$3.away\"; }} >'{data}/seen' 2>&1; "
                + $"rmdir '{data}/log'; ln -s '{victim}' '{data}/log'");

        Assert.Equal(0, _host.InstallLive(["--no-start"]).Code);
        _host.Run(["rm", data + "/log"]);
        _host.Run(["mkdir", data + "/log"]);
        _host.Run(["chown", "54321:54321", data + "/log"]);
        var result = _host.InstallLive(["--no-start"], ("CG_TOKEN", "s3cret"));

        Assert.True(result.Code == 0, result.Error);
        var seen = File.ReadAllText(data + "/seen");
        Assert.StartsWith("54321\n54321\n", seen, StringComparison.Ordinal);
        Assert.Contains("one\n", seen, StringComparison.Ordinal);
        Assert.Contains("not a tty", seen, StringComparison.Ordinal);
        Assert.Contains("Permission denied", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("CG_TOKEN", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("consulgen\n", seen, StringComparison.Ordinal);
        Assert.Equal("0:0", _host.Run(["stat", "-c", "%u:%g", victim]).Output.Trim());
    }

    [RootTheory]
    [InlineData("chown 54322 \"$1/consul\"", "belongs to")]
    [InlineData("chmod 777 \"$1\"", "everyone can write to")]
    public void a_program_that_others_can_replace_does_not_run_as_root(string make, string reason)
    {
        using var host = new InstallHost();
        host.GoLive("server");
        host.AddFile(host.ConfigDir + "/consul.hcl", "one\n");
        var folder = Directory.CreateDirectory(host.Folder + "/programs").FullName;
        host.Binary = folder + "/consul";
        File.WriteAllText(host.Binary, $"#!/bin/bash\ntouch '{host.Folder}/ran'\n");
        File.SetUnixFileMode(host.Binary, (UnixFileMode)0b_111_101_101);
        host.Run(["bash", "-c", make, "bash", folder]);

        var result = host.InstallLive(["--no-start"]);

        Assert.Equal(1, result.Code);
        Assert.Contains("root runs " + host.Binary + ", but should not", result.Error, StringComparison.Ordinal);
        Assert.Contains(reason, result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(host.Folder + "/ran"));
        Assert.False(File.Exists(host.ConfigDir + "/consul.hcl"));
    }

    [RootFact]
    public void nobody_else_can_hold_the_lock()
    {
        _host.AsRoot("mkdir run");
        Assert.Equal(0, _host.Install().Code);
        _host.Compose();

        var result = _host.Run(["flock", _host.Root + "/run", _host.Script, "--root", _host.Root]);

        Assert.Equal(0, result.Code);
        Assert.Equal("0:0 700", _host.Attributes("/var/lib/consulgen"));
    }
}

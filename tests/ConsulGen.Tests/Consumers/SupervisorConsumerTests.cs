using System.Text.Json;
using System.Text.RegularExpressions;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Consumers;

/// <summary>What supervisor makes of the programs, where install.sh put them.</summary>
public class SupervisorConsumerTests
{
    private const string Python = "python3:supervisor.options";

    public static TheoryData<string> Hosts => BundleHost.With(IsProgram);

    [ConsumerTheory(Python)]
    [MemberData(nameof(Hosts))]
    public void supervisor_reads_the_program_as_meant(string key)
    {
        var host = BundleHost.Of(key);
        using var root = host.Installed();
        Directory.CreateDirectory(root["var/log"]);
        var text = host.Read(host.Files.Single(IsProgram));
        Assert.Contains($"\nuser={host.Setting("user")}\n", text, StringComparison.Ordinal);
        // The user and the log's folder are to be found on the machine that it is read on.
        text = text.Replace($"\nuser={host.Setting("user")}\n", "\nuser=root\n", StringComparison.Ordinal);
        text = Regex.Replace(text, "^(std(?:out|err)_logfile=)/", $"$1{root.Path}/", RegexOptions.Multiline);

        var ran = Run.Program(
            Programs.Path(Python),
            [
                "-W", "ignore", "-c",
                """
                import json, shlex, sys
                from supervisor.options import ServerOptions
                options = ServerOptions()
                options.realize(['-c', sys.argv[1]])
                (group,) = options.process_group_configs
                (program,) = group.process_configs
                json.dump({
                    'argv': shlex.split(program.command), 'name': group.name, 'process': program.name, 'exitcodes': program.exitcodes,
                    'stopsignal': int(program.stopsignal), 'patient': program.stopwaitsecs > 15, 'stopasgroup': program.stopasgroup,
                    'killasgroup': program.killasgroup, 'autorestart': program.autorestart.__name__, 'directory': program.directory,
                }, sys.stdout)
                """,
                root.Write("supervisord.conf", "[supervisord]\n" + text),
            ]);

        Assert.True(ran.ExitCode == 0, ran.Error);
        using var program = JsonDocument.Parse(ran.Out);
        Assert.Equal(
            [host.Setting("binary"), "agent", $"-config-dir={host.Setting("config_dir")}"],
            program.RootElement.GetProperty("argv").EnumerateArray().Select(a => a.GetString() ?? ""));
        Assert.Equal(host.Setting("unit"), program.RootElement.GetProperty("name").GetString());
        Assert.Equal(host.Setting("unit"), program.RootElement.GetProperty("process").GetString());
        // A clean end of a client, and no dump of Go's stacks: QUIT would be 3.
        Assert.Equal(15, program.RootElement.GetProperty("stopsignal").GetInt32());
        Assert.True(program.RootElement.GetProperty("patient").GetBoolean());
        Assert.False(program.RootElement.GetProperty("stopasgroup").GetBoolean());
        Assert.True(program.RootElement.GetProperty("killasgroup").GetBoolean());
        // A "consul leave" is not undone.
        Assert.Equal("RestartWhenExitUnexpected", program.RootElement.GetProperty("autorestart").GetString());
        Assert.Equal("[0]", program.RootElement.GetProperty("exitcodes").GetRawText());
        if (program.RootElement.GetProperty("directory").GetString() is { } directory) Assert.True(Directory.Exists(root.Path + directory), directory);
    }

    private static bool IsProgram(string file) => file.StartsWith("/etc/supervisor", StringComparison.Ordinal);
}

using System.Text.Json;
using ConsulGen.Core.Formats;
using ConsulGen.Tests.Support;
using static ConsulGen.Tests.Formats.Documents;

namespace ConsulGen.Tests.Formats;

public class SupervisorTests
{
    [Theory]
    [InlineData("-config-dir=/etc/consul.d", "-config-dir=/etc/consul.d")]
    [InlineData("", "''")]
    [InlineData("a b", "'a b'")]
    [InlineData("it's", "'it'\"'\"'s'")]
    [InlineData("100%", "'100%%'")]
    [InlineData("a ;b #c", "'a '';b ''#c'")]
    public void writes_a_word_of_a_command(string word, string written) => Assert.Equal(written, Supervisor.CommandWord(word));

    [Theory]
    [InlineData("/var/log/a b.log", "/var/log/a b.log")]
    [InlineData("100%", "100%%")]
    [InlineData("a;b#c", "a;b#c")]
    public void writes_a_plain_value(string text, string written) => Assert.Equal(written, Supervisor.Value(text));

    [Theory]
    [InlineData("a ;b")]
    [InlineData("a #b")]
    [InlineData("a\u00a0#b")]
    [InlineData("a\u2028;b")]
    [InlineData(" a")]
    [InlineData("a ")]
    [InlineData("a\rautostart=false")]
    [InlineData("a\n b")]
    public void refuses_a_value_that_supervisor_would_cut(string text) => Assert.Throws<ArgumentException>(() => Supervisor.Value(text));

    [Fact]
    public void writes_a_program_with_the_users_own_words()
    {
        var program = new SupervisorProgram("consul")
            .Set("command", "/usr/local/bin/consul agent")
            .Set("user", "consul")
            .Set("stopsignal", "TERM")
            .Set("user", "root");

        program.Override(Map(
            ("startsecs", Number(5)),
            ("stdout_logfile", Text("/var/log/%(program_name)s.log")),
            ("stopsignal", Null),
            ("exitcodes", List(Number(0), Number(2))),
            ("autorestart", Flag(true)),
            ("user", Text("consul"))));

        Assert.Equal(
            """
            # made by a test

            [program:consul]
            command=/usr/local/bin/consul agent
            user=consul
            autorestart=true
            exitcodes=0,2
            startsecs=5
            stdout_logfile=/var/log/%(program_name)s.log

            """,
            program.Write("made by a test"));
    }

    [Fact]
    public void refuses_what_is_more_than_an_option()
    {
        var program = new SupervisorProgram("consul");

        Assert.Throws<ArgumentException>(() => program.Override(Map(("user", Text("a\ncommand=b")))));
        Assert.Throws<ArgumentException>(() => program.Override(Map(("user=a\rcommand", Text("b")))));
        Assert.Throws<ArgumentException>(() => program.Override(Map(("user", Map()))));
        Assert.Throws<ArgumentException>(() => new SupervisorProgram("a:b"));
        Assert.Throws<ArgumentException>(() => new SupervisorProgram("a]\n[x"));
    }

    [ConsumerFact("python3:supervisor.options")]
    public void supervisor_reads_back_words_and_values()
    {
        using var folder = new ScratchFolder();
        var words = Nasty.Lines(1000);
        var values = words.Where(IsValue).ToList();
        var file = string.Concat([
            "[supervisord]\n",
            new SupervisorProgram("words").Set("command", $"/bin/echo {string.Join(' ', words.Select(Supervisor.CommandWord))}").Write("comment %s ; #"),
            .. values.Select((v, i) => new SupervisorProgram($"v{i:d4}").Set("command", "/bin/true").Set("directory", Supervisor.Value(v)).Write())]);

        var ran = Run.Program(
            Programs.Path("python3:supervisor.options"),
            [
                "-W", "ignore", "-c",
                """
                import json, shlex, sys
                from supervisor.options import ServerOptions
                options = ServerOptions()
                options.realize(['-c', sys.argv[1]])
                programs = [g.process_configs[0] for g in sorted(options.process_group_configs, key=lambda g: g.name)]
                json.dump([shlex.split(programs[-1].command)[1:], [p.directory for p in programs[:-1]]], sys.stdout)
                """,
                folder.Write("a.conf", file),
            ]);

        Assert.True(ran.ExitCode == 0, ran.Error);
        var read = JsonSerializer.Deserialize<string[][]>(ran.Out) ?? [];
        Assert.Equal(words, read[0]);
        Assert.Equal(values, read[1]);
    }

    // Without a directory there is none, rather than an empty one.
    private static bool IsValue(string text)
    {
        try
        {
            return Supervisor.Value(text).Length > 0;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}

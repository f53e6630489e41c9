using System.Globalization;
using System.Runtime.Versioning;
using System.Text;
using ConsulGen.Core;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Tests.Linting;
using ConsulGen.Tests.Rendering;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Commands;

/// <summary><c>lint --fix</c> writes what is exact, and not one byte more.</summary>
public sealed class FixTests : IDisposable
{
    private const string Hosts = "datacenters: { dc1: { servers: { hosts: { \"s[1:3]\": { address: \"10.0.0.[1:3]\" } } } } }\n";

    private readonly ScratchFolder _scratch = new();

    public static TheoryData<string> Inventories => [.. Reports.Names];

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("agent: { Log_Level: INFO }", "agent: { log_level: INFO }")]
    [InlineData("agent: { \"Log_Level\": INFO }", "agent: { \"log_level\": INFO }")]
    [InlineData("agent:\n  'Log_Level' : INFO  # why\n", "agent:\n  'log_level' : INFO  # why\n")]
    [InlineData(
        "agent: { acl: { enabled: false, tokens: { master: { secret: t } } } }",
        "agent: { acl: { enabled: false, tokens: { initial_management: { secret: t } } } }")]
    [InlineData(
        "agent: { acl: { enabled: false, tokens: { agent_master: { secret: t } } } }",
        "agent: { acl: { enabled: false, tokens: { agent_recovery: { secret: t } } } }")]
    [InlineData("agent: { acl: { enabled: false, default_policy: Deny } }", "agent: { acl: { enabled: false, default_policy: deny } }")]
    [InlineData("Agent: { Leave_On_Terminate: \"true\" }", "agent: { leave_on_terminate: true }")]
    [InlineData("agent: { leave_on_terminate: yes }", "agent: { leave_on_terminate: true }")]
    [InlineData("agent: { leave_on_terminate: Off }", "agent: { leave_on_terminate: false }")]
    [InlineData("agent: { ports: { http: '8501' } }", "agent: { ports: { http: 8501 } }")]
    [InlineData("agent: { node_meta: { rack: 12 } }", "agent: { node_meta: { rack: \"12\" } }")]
    [InlineData("agent: { node_meta: { on: True } }", "agent: { node_meta: { on: \"True\" } }")]
    [InlineData("agent: { retry_join: 10.0.0.1 }", "agent: { retry_join: [10.0.0.1] }")]
    [InlineData("agent: { retry_join: \"10.0.0.1\" }", "agent: { retry_join: [\"10.0.0.1\"] }")]
    [InlineData("name: x\nVars: { a: b } # é\n", "name: x\nvars: { a: b } # é\n")]
    public void writes_what_is_exact(string before, string after)
    {
        var path = _scratch.Write("x.yml", Inventory(before));
        var result = Tool.Run("lint", path, "--fix");
        Assert.Equal(Inventory(after), File.ReadAllText(path));
        Assert.Matches("x.yml: [1-3] fix(es)? written\n", result.Error);
        Assert.Equal(
            (0, after.Contains("leave_on_terminate: true", StringComparison.Ordinal) ? "leave-on-terminate-server" : ""),
            (result.Code, Rules(result.Out)));
    }

    [Theory]
    [InlineData("several levels of a file", "agent: { log_Level: INFO, log_level: WARN }")]
    [InlineData("two spellings of one", "agent: { Log_Level: INFO, LOG_LEVEL: WARN }")]
    [InlineData("no case of a known key", "agent: { bind_adr: 10.0.0.1 }")]
    [InlineData("both names", "agent: { acl: { tokens: { master: { secret: t }, initial_management: { secret: t } } } }")]
    [InlineData("a key that moves", "agent: { ui: true }")]
    [InlineData("more than a new name", "agent: { acl_datacenter: dc1 }")]
    [InlineData("no unit, so no duration", "agent: { retry_interval: 30 }")]
    [InlineData("a list of who knows how many", "agent: { retry_join: \"10.0.0.1 10.0.0.2\" }")]
    [InlineData("an escape", "agent: { \"log_\\x4Cevel\": INFO }")]
    [InlineData("several lines", "agent: { leave_on_terminate: \"true\n  \" }")]
    [InlineData("another number", "agent: { ports: { https: \"08501\" } }")]
    [InlineData("a comment says so", "# consulgen:ignore unknown-agent-key tried\nagent: { Log_Level: INFO }")]
    public void leaves_what_is_not(string why, string text)
    {
        var path = _scratch.Write("x.yml", Inventory(text));
        var before = Tool.Run("lint", path);
        var fixedOnce = Tool.Run("lint", path, "--fix");
        Assert.Equal((why, Inventory(text)), (why, File.ReadAllText(path)));
        Assert.Equal(before, fixedOnce);
    }

    [Theory]
    [InlineData("1.10.11", "1.10.11", "initial_management", "master")]
    [InlineData("1.21.4", "1.21.4", "master", "initial_management")]
    [InlineData("1.10.11", "1.21.4", "master", "master")]
    [InlineData("1.10.11", "1.21.4", "initial_management", "initial_management")]
    public void a_key_of_several_hosts_is_renamed_where_all_know_it(string one, string other, string before, string after)
    {
        string Text(string key) =>
            $"secrets: {{ t: {{ env: T }} }}\nagent: {{ acl: {{ enabled: true, tokens: {{ {key}: {{ secret: t }} }} }} }}\ndatacenters:\n  dc1:\n    "
                + $"servers:\n      consul: {{ version: {one} }}\n      hosts: {{ a: {{ address: 10.0.0.1 }}, b: {{ address: 10.0.0.2 }}, c: {{ address: "
                + $"10.0.0.3, consul: {{ version: {other} }} }} }}\n";
        var path = _scratch.Write("x.yml", Text(before));
        Tool.Run("lint", path, "--fix");
        Assert.Equal(Text(after), File.ReadAllText(path));
    }

    [Theory]
    [MemberData(nameof(Inventories))]
    public void changes_only_the_places_of_its_fixes(string name)
    {
        var text = Reports.Inventory(name);
        var first = Inputs.Compile(text);
        var source = new SourceText("inventory.yml", text);
        var results = Fixer.Run([source], "inventory");
        var (result, count) = Assert.Single(results);
        Assert.Equal(0, Assert.Single(Fixer.Run([result], "inventory")).Count);
        if (count == 0)
        {
            Assert.Same(source, result);
            return;
        }

        var second = Inputs.Compile(result.Text);
        Assert.NotNull(second.Topology);
        // Nothing here needs a second pass, so what is left is what had no fix.
        Assert.Equal(first.Findings.Count(f => f.Fix is null), second.Findings.Length);
        Assert.Equal(first.Findings.Where(f => f.Fix is null).Select(Words), second.Findings.Select(Words));
        var lines = first.Findings.Where(f => f.Fix is not null).Select(f => f.Fix?.Span.Line).ToHashSet();
        var (before, after) = (text.Split('\n'), result.Text.Split('\n'));
        Assert.Equal(before.Length, after.Length);
        Assert.All(Enumerable.Range(1, before.Length), line => Assert.Equal(lines.Contains(line), before[line - 1] != after[line - 1]));
    }

    /// <summary>A string would be the right type, and then no UUID: the number is left to its author.</summary>
    [Theory]
    [InlineData("a value that is refused", "name: x\ndatacenters: { dc1: { servers: { hosts: { s: { address: 10.0.0.1, node_id: 1234 } } } } }\n")]
    [InlineData("what stands below", "Gossip: { key: nowhere }\n" + Hosts)]
    public void makes_no_error_that_was_not_there(string why, string text)
    {
        var path = _scratch.Write("x.yml", text);
        var before = Tool.Run("lint", path);
        Assert.Equal(1, before.Code);
        Assert.Equal((why, before), (why, Tool.Run("lint", path, "--fix")));
        Assert.Equal(text, File.ReadAllText(path));
    }

    [Fact]
    public void many_mistakes_at_once_are_put_right()
    {
        var path = _scratch.Write("x.yml", File.ReadAllText(Repository.PathOf("tests/ConsulGen.Tests/Cases/lint/forty-mistakes/inventory.yml")));
        var before = File.ReadAllLines(path);
        Assert.Contains(" 6 fixes written\n", Tool.Run("lint", path, "--fix").Error, StringComparison.Ordinal);
        var changed = File.ReadAllLines(path).Zip(before).Where(l => l.First != l.Second).Select(l => l.First.Split('#')[0].Trim());
        Assert.Equal(
            [
                "vars: { site: fra }",
                "config_format: hcl",
                "log_file: /opt/consul/log/",
                "leave_on_terminate: true",
                "node_meta: { rack: \"12\" }",
                "default_policy: deny,",
            ],
            changed);
        Assert.DoesNotContain("written", Tool.Run("lint", path, "--fix").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void keeps_the_bytes_of_line_ends_and_the_mark_at_the_start()
    {
        byte[] Bytes(string block, string key) =>
            [
                .. Encoding.UTF8.Preamble,
                .. Encoding.UTF8.GetBytes(($"{block}: {{ version: 1.21.4 }} # é 😀\nagent: {{ {key}: INFO }}   \n\n" + Hosts).Replace(
                    "\n",
                    "\r\n",
                    StringComparison.Ordinal)),
            ];
        File.WriteAllBytes(_scratch["x.yml"], Bytes("Consul", "Log_Level"));
        Assert.Equal(0, Tool.Run("lint", _scratch["x.yml"], "--fix").Code);
        Assert.Equal(Bytes("consul", "log_level"), File.ReadAllBytes(_scratch["x.yml"]));
    }

    [MachineFact(Needs.Unix)]
    [UnsupportedOSPlatform("windows")]
    public void keeps_the_mode_and_the_link()
    {
        const UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
        var path = _scratch.Write("real/x.yml", Inventory("agent: { Log_Level: INFO }"));
        File.SetUnixFileMode(path, mode);
        File.CreateSymbolicLink(_scratch["link.yml"], path);
        Assert.Equal(0, Tool.Run("lint", _scratch["link.yml"], "--fix").Code);
        Assert.Equal((mode, path), (File.GetUnixFileMode(path), new FileInfo(_scratch["link.yml"]).LinkTarget));
        Assert.Equal(Inventory("agent: { log_level: INFO }"), File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(_scratch["real"]));
    }

    [Fact]
    public void a_directory_is_fixed_file_by_file()
    {
        _scratch.Write("inv/a.yml", "consul: { version: 1.21.4 }\nVars: { a: b }\n");
        _scratch.Write("inv/b.yml", "Agent: { log_level: INFO }\n" + Hosts);
        var result = Tool.Run("lint", _scratch["inv"], "--fix");
        Assert.Equal((0, ""), (result.Code, result.Out));
        Assert.Equal("consul: { version: 1.21.4 }\nvars: { a: b }\n", File.ReadAllText(_scratch["inv/a.yml"]));
        Assert.Equal("agent: { log_level: INFO }\n" + Hosts, File.ReadAllText(_scratch["inv/b.yml"]));
    }

    [Fact]
    public void a_key_that_another_file_has_is_left()
    {
        _scratch.Write("inv/a.yml", "consul: { version: 1.21.4 }\nagent: { log_level: INFO }\n");
        _scratch.Write("inv/b.yml", "Agent: { data_dir: /opt/consul }\n" + Hosts);
        Assert.Equal(1, Tool.Run("lint", _scratch["inv"], "--fix").Code);
        Assert.StartsWith("Agent:", File.ReadAllText(_scratch["inv/b.yml"]), StringComparison.Ordinal);
    }

    [Fact]
    public void standard_input_cannot_be_written()
    {
        var result = Tool.RunWith(Inventory("agent: { Log_Level: INFO }"), "lint", "-", "--fix");
        Assert.Equal((2, "", "consulgen: --fix cannot write standard input; name a file\n"), (result.Code, result.Out, result.Error));
    }

    [Fact]
    public void a_secret_is_not_written_into_a_report()
    {
        // A token of digits would be a string in quotes, and the report of a fix would show it.
        var compilation = Inputs.Compile(Inventory("agent: { node_meta: { token: 481516 } }"));
        Assert.Contains(compilation.Findings, f => f.Rule == "wrong-type");
        Assert.All(compilation.Findings, f => Assert.Null(f.Fix));
    }

    private static string Inventory(string text) => $"consul: {{ version: 1.21.4 }}\nsecrets: {{ t: {{ env: T }} }}\n{text.TrimEnd('\n')}\n{Hosts}";

    private static string Rules(string report) =>
        string.Join(' ', report.Split('\n').Where(l => l.Contains(".yml:", StringComparison.Ordinal)).Select(l => l.Split(' ')[2].TrimEnd(':')));

    /// <summary>Without the columns, which move with a fix before them.</summary>
    private static string Words(Finding finding) =>
        finding.Span.Line.ToString(CultureInfo.InvariantCulture) + RulePage.Word(finding.Severity) + finding.Rule + finding.Message;
}

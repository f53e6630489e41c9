using System.Text;
using ConsulGen.Cli.Commands;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Commands;

public sealed class CommandLineTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("--help")]
    [InlineData("--version")]
    [InlineData("help", "build")]
    [InlineData("build", "-h")]
    [InlineData("-h")]
    [InlineData("rules")]
    [InlineData("schema")]
    public void asking_is_fine(params string[] args)
    {
        var result = Tool.Run(args);
        Assert.Equal((0, ""), (result.Code, result.Error));
        Assert.NotEmpty(result.Out);
    }

    [Theory]
    [InlineData("--version")]
    [InlineData("version")]
    public void the_version_is_that_of_the_project_with_commit_and_kind(string asked)
    {
        var number = System.Xml.Linq.XDocument.Load(Repository.PathOf("Directory.Build.props")).Descendants("Version").Single().Value;
        Assert.Matches(
            $@"^consulgen {System.Text.RegularExpressions.Regex.Escape(number)} \((commit [0-9a-f]{{40}}, )?(native AOT|ReadyToRun|JIT)\)\n$",
            Tool.Run(asked).Out);
    }

    [Fact]
    public void help_of_a_verb_is_its_own() => Assert.Contains("--check", Tool.Run("help", "build").Out, StringComparison.Ordinal);

    [Theory]
    [InlineData("unknown verb", "frobnicate")]
    [InlineData("help of an unknown verb", "help", "frobnicate")]
    [InlineData("no such shell", "completion", "tcsh")]
    [InlineData("unknown option", "lint", "--no-such-option", "x.yml")]
    [InlineData("no inventory", "build")]
    [InlineData("no such file", "lint", "/no/such/file.yml")]
    [InlineData("no such format", "lint", "--format", "xml", "/no/such/file.yml")]
    [InlineData("no such rule", "explain", "even-servers")]
    [InlineData("no such preset", "init", "/nowhere", "--preset", "huge")]
    [InlineData("a second inventory", "build", "--check", "a.yml", "b.yml")]
    [InlineData("a second one behind an option", "build", "a.yml", "-o", "out", "b.yml")]
    [InlineData("a second one behind letters", "build", "a.yml", "-qo", "out", "b.yml")]
    [InlineData("a third inventory", "plan", "a.yml", "--format=text", "b.yml", "--", "--c.yml")]
    [InlineData("something where nothing is taken", "rules", "x")]
    public void wrong_usage_is_two(string why, params string[] args)
    {
        var result = Tool.Run(args);
        Assert.Equal((why, 2, ""), (why, result.Code, result.Out));
        Assert.NotEmpty(result.Error);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a: [1, 2\nb: 3")]
    [InlineData("a: b: c")]
    [InlineData("\t- x")]
    [InlineData("- a list")]
    [InlineData("")]
    [InlineData("a: *b")]
    [InlineData("a: 1\n---\nb: 2\n")]
    [InlineData("\"\\")]
    [InlineData("{[}: x")]
    public void what_is_not_yaml_is_two_with_a_place(string yaml)
    {
        var result = Tool.RunWith(yaml, "lint", "-");
        Assert.Equal(2, result.Code);
        Assert.StartsWith("<stdin>:", result.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("error", 0)]
    [InlineData("warning", 1)]
    [InlineData("info", 1)]
    public void the_threshold_decides(string failOn, int code)
    {
        const string yaml = "consul: { version: 1.21.4 }\ndatacenters: { dc1: { servers: { hosts: { a: { address: 10.0.0.1 } } } } }\n";
        var result = Tool.RunWith(yaml, "lint", "-", "--fail-on", failOn);
        Assert.Equal(code, result.Code);
        Assert.Contains("warning single-server:", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void deep_nesting_is_a_finding()
    {
        var result = Tool.RunWith("a: " + new string('[', 100_000), "lint", "-");
        Assert.Equal(2, result.Code);
        Assert.Contains("nesting-too-deep", result.Out, StringComparison.Ordinal);
    }

    /// <summary>Who compared each with each other here would be at it for minutes; fewer of what takes a finding or an object each.</summary>
    [Theory]
    [InlineData("agent: { client_addr: \"@\" }", " ")]
    [InlineData("agent: { retry_join: [@] }", ", ")]
    [InlineData("services: { web: { port: 80, tags: [@] } }", ", ")]
    [InlineData("services: { web: { port: 80, meta: { @: x } } }", ": x, ", '.', 40_000)]
    [InlineData("services: { @: { port: 80 } }", ": { port: 80 }, ", '-', 40_000)]
    public void tens_of_thousands_of_a_kind_are_read_in_a_moment(string line, string between, char dot = '.', int count = 100_000)
    {
        var many = string.Join(between, Enumerable.Range(0, count).Select(i => string.Join(dot, 10, i >> 16, (i >> 8) & 255, i & 255)));
        var result = Tool.RunWith(
            $$"""
            consul: { version: 1.21.4 }
            {{line.Replace("@", many, StringComparison.Ordinal)}}
            datacenters: { dc1: { servers: { hosts: { a: { address: 10.0.0.1 } } } } }

            """,
            "lint",
            "-");
        // The last of all, or of those that are shown.
        Assert.Matches("single-server|inventory-too-large", result.Out);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void bytes_that_are_not_utf8_and_characters_that_nobody_needs_have_a_place(string lineEnd)
    {
        var path = _scratch["latin1.yml"];
        byte[] start = [.. "name: x"u8, .. Encoding.ASCII.GetBytes(lineEnd), .. "zone: \"caf"u8];
        File.WriteAllBytes(path, [.. start, .. "\u0085\""u8]);
        Assert.StartsWith($"{path}:2:11: error forbidden-character: ", Tool.Run("lint", path).Out, StringComparison.Ordinal);
        File.WriteAllBytes(path, [.. start, 0xe9, .. "\"\n"u8]);
        var result = Tool.Run("lint", path);
        Assert.Equal((2, $"consulgen: {path}:2:11: this byte is not UTF-8; save the file as UTF-8\n"), (result.Code, result.Error));
    }

    [Fact]
    public void starters_lint_clean()
    {
        Assert.Equal(["ha", "ha-lb", "multi-dc", "one-host", "production", "single", "supervisor"], InitCommand.Presets);
        foreach (var preset in InitCommand.Presets.Concat(["single-server", "three-servers"]))
        {
            Assert.Equal(0, Tool.Run("init", _scratch[preset], "--preset", preset).Code);
            var lint = Tool.Run("lint", _scratch[$"{preset}/inventory.yml"], "--fail-on", "info");
            Assert.Equal((0, ""), (lint.Code, lint.Out));
            Assert.Equal(2, Tool.Run("init", _scratch[preset], "--preset", preset).Code);
            Assert.Equal(0, Tool.Run("build", _scratch[$"{preset}/inventory.yml"], "-o", _scratch[$"{preset}/output"]).Code);
        }
    }

    [Theory]
    [InlineData("production")]
    [InlineData("multi-dc")]
    public void starters_for_production_are_clean_there_too(string preset)
    {
        Tool.Run("init", _scratch[preset], "--preset", preset);
        var lint = Tool.Run("lint", _scratch[$"{preset}/inventory.yml"], "--profile", "production", "--fail-on", "info");
        Assert.Equal((0, ""), (lint.Code, lint.Out));
    }

    [Fact]
    public void keys_are_32_bytes_and_differ()
    {
        var (first, second) = (Tool.Run("keygen").Out, Tool.Run("keygen").Out);
        Assert.Equal(32, Convert.FromBase64String(first.TrimEnd()).Length);
        Assert.NotEqual(first, second);
    }

    [Fact]
    public void colour_is_asked_for()
    {
        const string yaml = "datacenters: { dc1: { servers: { hosts: { a: { address: 10.0.0.1 } } } } }\n";
        Assert.DoesNotContain('\u001b', Tool.RunWith(yaml, "lint", "-").Out);
        Assert.Contains('\u001b', Tool.RunWith(yaml, "lint", "-", "--color", "always").Out);
    }

    [Fact]
    public void several_inventories_are_one_report()
    {
        var a = _scratch.Write("a.yml", "datacenters: { dc1: { servers: { hosts: { a: { address: 10.0.0.1 } } } } }\n");
        var b = _scratch.Write("b.yml", "datacenters: { DC: {} }\n");
        var result = Tool.Run("lint", a, b, "--format", "json");
        Assert.Equal(1, result.Code);
        using var json = System.Text.Json.JsonDocument.Parse(result.Out);
        Assert.Equal(["single-server", "name-form"], json.RootElement.GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("rule").GetString()));
    }

    [Fact]
    public void inspect_says_where_a_value_came_from()
    {
        var path = _scratch.Write(
            "x.yml",
            "agent: { log_level: INFO, encrypt: aGlkZGVuIGhpZGRlbiBoaWRkZW4= }\ndatacenters:\n  dc1:\n    servers:\n      hosts:\n        a: { address: "
                + "10.0.0.1, agent: { log_level: WARN } }\n");
        var result = Tool.Run("inspect", path, "--host", "a");
        Assert.Equal(0, result.Code);
        Assert.Matches(@"agent\.log_level +""WARN"" +\S+x\.yml:6:53 \(host a\)\n", result.Out);
        Assert.Matches(@"agent\.bind_addr +""10\.0\.0\.1"" +derived\n", result.Out);
        Assert.Matches(@"agent\.encrypt +\(hidden\) ", result.Out);
        Assert.Equal(2, Tool.Run("inspect", path, "--host", "b").Code);
    }

    [Theory]
    [InlineData("web[01:03]", 0, "web01 web02 web03", "")]
    [InlineData("web[01:03:2]", 0, "web01 web03", "")]
    [InlineData("web02", 0, "web02", "")]
    [InlineData("web[01:04]", 2, "", "there is no host \"web04\"; did you mean \"web01\"?")]
    [InlineData("web[1:3]", 2, "", "there is no host \"web1\"; did you mean \"web01\"?")]
    [InlineData("[1:999999999]", 2, "", "there is no host \"1\"")]
    [InlineData("web[01", 2, "", "there is no host \"web[01\"; did you mean \"web01\"?")]
    public void inspect_takes_a_range_of_hosts(string asked, int code, string shown, string said)
    {
        var path = _scratch.Write(
            "x.yml",
            "datacenters: { dc1: { servers: { hosts: { s1: { address: 10.0.0.1 } } }, "
                + "clients: { hosts: { \"web[01:03]\": { address: \"10.0.1.[1:3]\" } } } } }\n");
        var ran = Tool.Run("inspect", path, "--host", asked);
        var hosts = System.Text.RegularExpressions.Regex.Matches(ran.Out, "^(\\S+) of dc1", System.Text.RegularExpressions.RegexOptions.Multiline);
        Assert.Equal((code, shown), (ran.Code, string.Join(' ', hosts.Select(h => h.Groups[1].Value))));
        Assert.Contains(said, ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void inspect_shows_all_that_a_host_may_say()
    {
        var path = _scratch.Write("x.yml", """
            consul: { unit_dir: /usr/lib/systemd/system }
            port_sets: { high: { http: 9500 } }
            datacenters:
              dc1:
                zone: "${datacenter}-a"
                servers:
                  hosts:
                    a: { address: 10.0.0.1, wan_address: 192.0.2.1, port_offset: 10 }
                    b: { address: 10.0.0.2, zone: b, port_set: high }
                load_balancers:
                  hosts:
                    c: { address: 10.0.0.3, port_offset: 100, listeners: { servers: [http] } }
            """);
        Assert.Equal(
            [
                "a of dc1", "consul.unit_dir /usr/lib/systemd/system 1:21 (inventory)", "port_offset 10 8:70 (host a)", "wan_address 192.0.2.1 8:46 (host a)",
                "zone dc1-a 5:11 (datacenter dc1)", "b of dc1", "consul.unit_dir /usr/lib/systemd/system 1:21 "
                    + "(inventory)", "port_set high 9:52 (host b)", "zone b 9:39 (host b)",
                "c of dc1", "port_offset 100 12:46 (host c)",
            ],
            Tool.Run("inspect", path).Out.Replace(path + ":", "", StringComparison.Ordinal).Split('\n')
                .Select(l => System.Text.RegularExpressions.Regex.Replace(l.Trim(), "  +", " "))
                .Where(l => l.Contains(" of ", StringComparison.Ordinal)
                    || l.Split(' ')[0] is "consul.unit_dir" or "port_offset" or "port_set" or "wan_address" or "zone")
                .Where(l => !l.StartsWith("role", StringComparison.Ordinal))
                .Aggregate(new List<List<string>>(), (hosts, line) =>
                {
                    if (line.Contains(" of ", StringComparison.Ordinal)) hosts.Add([]);
                    hosts[^1].Add(line);
                    return hosts;
                })
                .SelectMany(host => host.Take(1).Concat(host.Skip(1).Order(StringComparer.Ordinal))));
    }

    [Theory]
    [InlineData("hosts: { a: { address: 10.0.0.1 } }", "1 warning")]
    [InlineData(
        "hosts: { \"a[1:3]\": { address: \"10.0.0.[1:3]\" } }, services: { web: { checks: [{ http: \"http://10.9.9.9/\", interval: 10s }] } }",
        "1 info")]
    [InlineData(
        "hosts: { \"a[1:3]\": { address: \"10.0.0.[1:3]\" } }, services: { web: { checks: [{ http: \"http://10.9.9.9/\", interval: 10s }, { http: "
            + "\"http://10.9.9.8/\", interval: 10s }] } }",
        "2 infos")]
    public void lint_counts_what_it_found(string servers, string summary) =>
        Assert.Equal(
            summary + "\n",
            Tool.RunWith($"consul: {{ version: 1.21.4 }}\ndatacenters: {{ dc1: {{ servers: {{ {servers} }} }} }}\n", "lint", "-").Error);

    [Fact]
    public void a_bundle_is_no_inventory()
    {
        var result = Tool.Run("plan", Repository.PathOf("output/ha-lb"), Repository.PathOf("inventories/ha-lb.yml"));

        Assert.Equal(2, result.Code);
        Assert.Contains("is a bundle, which cannot be read back", result.Error, StringComparison.Ordinal);
    }
}

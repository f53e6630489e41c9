using ConsulGen.Cli.Terminal;
using ConsulGen.Core.Text;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Commands;

/// <summary>What other people wrote reaches terminals and the logs of jobs, and neither takes it for an order.</summary>
[Collection(InAFolder.Name)]
public sealed class PrintedTests : IDisposable
{
    private const string Hosts = "datacenters: { dc1: { servers: { hosts: { \"a[1:3]\": { address: \"10.0.0.[1:3]\" } } } } }\n";

    private static readonly string[] Orders =
    [
        "::error::x", " ::set-output name=a::b", "a\n::error::x", "a\r::error::x", "##[group]x", "##vso[task.x]y", "##teamcity[x]", "\u001b[31mx",
        "\u001b]0;x\u0007", "\u202ex", "\u2028::error::x", "\u2066x", "\u0085::error::x", "\u009b31mx",
    ];

    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [MachineFact(Needs.Unix)]
    public void names_of_files_are_no_orders()
    {
        foreach (var order in Orders)
        {
            var name = order + ".yml";
            var folder = _scratch[Path.GetRandomFileName()];
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Join(folder, name), "name: x\nagent: { Log_Level: nonsense }\n" + Hosts);
            foreach (var args in new[]
            {
                ["lint", name], ["lint", "."], ["lint", name, "--format", "text", "--color", "never"], ["lint", name + "x"], ["inspect", name],
                ["plan", name, name], ["plan", name, name, "--format", "markdown"], ["build", name], ["simulate", name], ["init", name], [order],
                ["lint", "--" + order], ["explain", order], ["simulate", name, "--fail", "node=" + order], ["lint", name, "--fix"],
                new[] { "build", "--fail-on", "error", name },
            })
                Check(args, InAFolder.Run(folder, args));
        }
    }

    [Fact]
    public void keys_and_values_are_no_orders()
    {
        foreach (var order in Orders)
        {
            var quoted = System.Text.Json.JsonSerializer.Serialize(order);
            var yaml = $$"""
                consul: { version: 1.21.4 }
                agent: { node_meta: { {{quoted}}: {{quoted}} }, {{quoted}}: 1 }
                {{quoted}}: 1
                datacenters:
                  {{quoted}}: { zone: {{quoted}}, servers: { hosts: { {{quoted}}: { address: 10.0.0.9 } } } }
                  dc1: { zone: {{quoted}}, servers: { hosts: { "a[1:3]": { address: "10.0.0.[1:3]" } } } }
                """;
            var path = _scratch.Write("x.yml", yaml);
            var other = _scratch.Write("y.yml", "consul: { version: 1.21.4 }\n" + Hosts);
            foreach (var args in new[]
            {
                ["lint", path], ["inspect", path], ["simulate", path], ["plan", other, path], ["plan", path, other],
                ["plan", other, path, "--format", "markdown"], ["plan", path, other, "--format", "markdown"], ["build", path],
                new[] { "simulate", path, "--fail", "zone=" + order },
            })
                Check(args, Tool.Run(args));
        }
    }

    [Fact]
    public void a_manifest_that_somebody_wrote_gives_none()
    {
        var path = _scratch.Write("x.yml", "consul: { version: 1.21.4 }\n" + Hosts);
        Assert.Equal(0, Tool.Run("build", path, "-o", _scratch["out"]).Code);
        var manifest = _scratch["out/x/manifest.json"];
        var text = File.ReadAllText(manifest);
        foreach (var order in Orders)
        {
            File.WriteAllText(_scratch["out/x/" + order.Replace('/', '-')], "edited");
            text = text.Replace(
                "\"files\": {",
                $"\"files\": {{ {System.Text.Json.JsonSerializer.Serialize(order)}: {{ \"sha256\": \"{new string('a', 64)}\", \"mode\": \"0644\" }},",
                StringComparison.Ordinal);
        }

        File.WriteAllText(manifest, text);
        string[] check = ["build", path, "-o", _scratch["out"], "--check"], build = ["build", path, "-o", _scratch["out"]];
        Check(check, Tool.Run(check));
        Check(build, Tool.Run(build));
    }

    [Theory]
    [InlineData("a: b :: c\n", "a: b :: c\n")]
    [InlineData("## A heading\n", "## A heading\n")]
    [InlineData("::error::x\n", ":?error::x\n")]
    [InlineData("x\n \t::error::x", "x\n \t:?error::x")]
    [InlineData("a ##[group]b", "a ##?group]b")]
    [InlineData("a ##vso[x]b##[y] [z]", "a ##vso?x]b##?y] [z]")]
    [InlineData("\u001b[31;1mx\u001b[0m", "?[31;1mx?[0m")]
    [InlineData("日本 \ud83d\ude00", "日本 \ud83d\ude00")]
    public void the_filter_changes_what_is_an_order(string written, string printed)
    {
        Assert.Equal(printed, Printed(w => w.Write(written)));
        // However it comes.
        Assert.Equal(printed, Printed(w =>
        {
            foreach (var rune in written.EnumerateRunes()) w.Write(rune.ToString());
        }));
    }

    [Fact]
    public void colours_pass_where_they_are_wanted_and_nothing_else_does()
    {
        Assert.Equal("\u001b[31;1mx\u001b[0m?[8my?[2J", Printed(w =>
        {
            w.AllowsColor = true;
            w.Write("\u001b[31;1mx\u001b[0m\u001b[8my\u001b[2J");
        }));
        Assert.Equal("a?b\n", Printed(w => w.WriteLine("a\nb")));
        Assert.Equal("::error::x\n", Printed(w => w.WriteCommand("::error::x")));
    }

    private static string Printed(Action<PrintedWriter> write)
    {
        using var inner = new StringWriter();
        using var printed = new PrintedWriter(inner);
        write(printed);
        return inner.ToString();
    }

    private static void Check(string[] args, Tool.Result result)
    {
        Assert.NotEqual(70, result.Code);
        foreach (var text in new[] { result.Out, result.Error })
        {
            Assert.True(ForbiddenCharacters.IndexIn(text, allowLineFeed: true) < 0, string.Join(' ', args));
            Assert.DoesNotContain(text.Split('\n'), l => l.TrimStart().StartsWith("::", StringComparison.Ordinal));
            Assert.DoesNotContain("##[", text, StringComparison.Ordinal);
            Assert.DoesNotContain("##vso[", text, StringComparison.Ordinal);
            Assert.DoesNotContain("##teamcity[", text, StringComparison.Ordinal);
        }
    }
}

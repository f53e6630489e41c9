using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Planning;

/// <summary><c>plan --format markdown</c>, where it has to say what the text form says, and where what users wrote must stay text.</summary>
public sealed class PlanMarkdownTests : IDisposable
{
    private const string Hosts = "datacenters: { dc1: { servers: { hosts: { node1: { address: 10.0.0.1 } } } } }\n";

    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void steps_that_touch_no_host_are_there()
    {
        var plan = Plan("prometheus: { scrape_agents: true }\n" + Hosts, "prometheus: { scrape_agents: true, scrape_interval: 30s }\n" + Hosts);
        Assert.Contains("No host is touched.\n\n<details><summary>1 step</summary>\n", plan, StringComparison.Ordinal);
        Assert.Contains("1. `give Prometheus its new files`", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("mermaid", plan, StringComparison.Ordinal);
    }

    [Fact]
    public void a_command_does_not_end_its_block()
    {
        var plan = Plan("agent: { data_dir: \"/a\\n```\\n</details>\" }\n" + Hosts, "agent: { data_dir: /b }\n" + Hosts);
        Assert.Contains("   cp -a -- '/a?```?</details>/.' /b/\n", plan, StringComparison.Ordinal);
    }

    private string Plan(string old, string next)
    {
        var result = Tool.Run("plan", _scratch.Write("old.yml", old), _scratch.Write("new.yml", next), "--format", "markdown");
        Assert.True(result.Code is 0 or 1, result.Error);
        return result.Out;
    }
}

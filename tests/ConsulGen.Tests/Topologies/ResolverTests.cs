using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Topologies;

/// <summary>What would be a defect if it were not thought of.</summary>
public class ResolverTests
{
    private const string Servers = "datacenters: { dc1: { servers: { hosts: { \"s[1:3]\": { address: \"10.0.0.[1:3]\" } } } } }\n";

    [Fact]
    public void a_node_name_of_two_lines_stays_within_its_string()
    {
        var bundle = Inputs.Build("consul: { version: 1.21.4 }\nagent: { node_name: \"a\\nExecStart=/bin/evil ${index}\" }\n" + Servers);
        Assert.Contains("node_name = \"a\\nExecStart=/bin/evil 1\"", bundle.Text("hosts/dc1/s1/rootfs/etc/consul.d/consul.hcl"), StringComparison.Ordinal);
        Assert.DoesNotContain("evil", bundle.Text("hosts/dc1/s1/rootfs/etc/systemd/system/consul.service"), StringComparison.Ordinal);
    }

    [Fact]
    public void null_removes_the_derived_id_of_a_service()
    {
        var bundle = Inputs.Build("consul: { version: 1.21.4 }\nservices: { web: { id: null, port: 80 } }\n" + Servers);
        Assert.DoesNotContain("id =", bundle.Text("hosts/dc1/s1/rootfs/etc/consul.d/service-web.hcl"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("consul: { version: 1.21.4, config_dir: /etc/systemd/system/consul.service/x }", "path-collision")]
    [InlineData("consul: { version: 1.21.4 }\nprometheus: { scrape_agents: true, jobs: { consul: { tag: a } } }", "value-not-allowed")]
    [InlineData("consul: { version: 1.21.4 }\nagent: { retry_join: [null] }", "wrong-type")]
    [InlineData("consul: { version: 1.21.4 }\nvars: { a: \"${vars.b}\", b: \"${vars.a}\" }\nagent: { node_meta: { x: \"${vars.a}\" } }", "undefined-placeholder")]
    [InlineData("consul: { version: \"${zone}\" }\nzone: x", "unsupported-version")]
    [InlineData("consul: { version: 1.0.8 }", "unsupported-version")]
    public void is_a_finding(string head, string rule) =>
        Assert.Contains(Inputs.Compile(head + "\n" + Servers).Findings, f => f.Rule == rule);

    [Fact]
    public void a_server_that_lists_itself_tells_systemd_when_it_is_ready_and_others_do_not()
    {
        var bundle = Inputs.Build("""
            consul: { version: 1.21.4 }
            datacenters:
              dc1:
                servers: { hosts: { "s[1:3]": { address: "10.0.0.[1:3]" } } }
                clients: { hosts: { c: { address: 10.0.1.1 } } }
            """);
        Assert.Contains("Type=notify", bundle.Text("hosts/dc1/s1/rootfs/etc/systemd/system/consul.service"), StringComparison.Ordinal);
        Assert.Contains("Type=exec", bundle.Text("hosts/dc1/c/rootfs/etc/systemd/system/consul.service"), StringComparison.Ordinal);
        var alone = Inputs.Build("consul: { version: 1.21.4 }\nagent: { retry_join: [10.9.9.9] }\n" + Servers);
        Assert.Contains("Type=exec", alone.Text("hosts/dc1/s1/rootfs/etc/systemd/system/consul.service"), StringComparison.Ordinal);
    }
}

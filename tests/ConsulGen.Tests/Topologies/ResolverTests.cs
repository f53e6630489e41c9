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
    public void a_few_vars_that_grow_without_end_are_a_finding()
    {
        var vars = string.Join(", ", Enumerable.Range(0, 12).Select(i => $"v{i}: \"{string.Concat(Enumerable.Repeat($"${{vars.v{i + 1}}}", 10))}\""));
        var findings = Inputs.Compile($"vars: {{ {vars}, v12: x }}\nagent: {{ node_meta: {{ a: \"${{vars.v0}}\" }} }}\n" + Servers).Findings;
        Assert.Contains(findings, f => f.Rule == "undefined-placeholder");
    }

    [Theory]
    [InlineData("$${", "${")]
    [InlineData("$$$${a}", "$$${a}")]
    [InlineData("$$${index}", "$${index}")]
    [InlineData("$$$${index}", "$$${index}")]
    [InlineData("$${${index}}", "${1}")]
    [InlineData("${index}${index}", "11")]
    [InlineData("a${index}$", "a1$")]
    [InlineData("a}${index}{", "a}1{")]
    [InlineData("${name}$${name}${name}", "inventory${name}inventory")]
    public void an_escaped_placeholder_is_its_text(string written, string text)
    {
        var bundle = Inputs.Build($"consul: {{ version: 1.21.4, config_format: json }}\nagent: {{ node_meta: {{ a: '{written}' }} }}\n" + Servers);
        Assert.Contains($"\"a\": \"{text}\"", bundle.Text("hosts/dc1/s1/rootfs/etc/consul.d/consul.json"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("${index")]
    [InlineData("${index}${")]
    [InlineData("a${b$${c")]
    public void an_open_placeholder_is_a_finding(string written)
    {
        var findings = Inputs.Compile($"consul: {{ version: 1.21.4 }}\nagent: {{ node_meta: {{ a: '{written}' }} }}\n" + Servers).Findings;
        Assert.Contains(findings, f => f.Rule == "undefined-placeholder" && f.Message.Contains("has no \"}\"", StringComparison.Ordinal));
    }

    [Fact]
    public void a_long_text_is_cut_between_characters()
    {
        var text = "${" + new string('x', 72) + "😀😀😀😀😀";
        var findings = Inputs.Compile($"consul: {{ version: 1.21.4 }}\nagent: {{ node_meta: {{ a: '{text}' }} }}\n" + Servers).Findings;
        Assert.Equal($"the \"${{\" in \"${{{new string('x', 72)}😀...\" has no \"}}\"", Assert.Single(findings).Message);
    }

    [Fact]
    public void a_long_text_is_not_made_for_every_host()
    {
        var findings = Inputs.Compile($"agent: {{ node_meta: {{ a: '{new string('x', 70_000)}${{index}}' }} }}\n" + Servers).Findings;
        Assert.Contains(findings, f => f.Rule == "undefined-placeholder" && f.Message.Contains("without measure", StringComparison.Ordinal));
    }

    [Fact]
    public void placeholders_take_the_type_that_consul_wants()
    {
        var bundle = Inputs.Build("consul: { version: 1.21.4 }\nvars: { level: 5, port: \"81\" }\nagent: { node_meta: { level: \"${vars.level}\", index: "
            + "\"${index}\" }, ports: { https: \"${vars.port}\" } }\nservices: { web: { port: \"${vars.port}\", tags: [\"${vars.level}\"] } }\n"
            + Servers);
        var config = bundle.Text("hosts/dc1/s1/rootfs/etc/consul.d/consul.hcl");
        Assert.Contains("level = \"5\"", config, StringComparison.Ordinal);
        Assert.Contains("index = \"1\"", config, StringComparison.Ordinal);
        Assert.Contains("https = 81", config, StringComparison.Ordinal);
        var service = bundle.Text("hosts/dc1/s1/rootfs/etc/consul.d/service-web.hcl");
        Assert.Contains("port = 81", service, StringComparison.Ordinal);
        Assert.Contains("tags = [\"5\"]", service, StringComparison.Ordinal);
    }

    [Fact]
    public void null_in_place_of_a_block_inherits_nothing()
    {
        var bundle = Inputs.Build("""
            consul: { version: 1.21.4 }
            services: { web: { port: 80, checks: [{ http: "http://x/", interval: 10s, timeout: null }] } }
            datacenters: { dc1: { servers: { hosts: { "s[1:2]": { address: "10.0.0.[1:2]" }, s3: { address: 10.0.0.3, services: null } } } } }
            """);
        Assert.DoesNotContain("timeout", bundle.Text("hosts/dc1/s1/rootfs/etc/consul.d/service-web.hcl"), StringComparison.Ordinal);
        Assert.DoesNotContain(bundle.Files, f => f.Path.StartsWith("hosts/dc1/s3/rootfs/etc/consul.d/service", StringComparison.Ordinal));
    }

    [Fact]
    public void a_port_set_is_held_against_the_version()
    {
        var findings = Inputs.Compile("""
            consul: { version: 1.8.4 }
            port_sets: { second: { http: 28500, grpc_tls: 28503 } }
            datacenters: { dc1: { servers: { hosts: { "n[1:3]": { address: "10.0.0.[1:3]", port_set: second } } } } }
            """).Findings;
        Assert.Equal(["2:37: error agent-key-version"], findings.Select(f => Inputs.Show(f).Split(": \"")[0]));
    }

    [Fact]
    public void datacenters_may_use_the_same_private_addresses()
    {
        var findings = Inputs.Compile("""
            consul: { version: 1.21.4 }
            agent: { primary_datacenter: a }
            datacenters:
              a: { servers: { hosts: { "n[1:3]": { address: "10.0.0.[1:3]", wan_address: "203.0.113.[1:3]" } } } }
              b: { servers: { hosts: { "n[1:3]": { address: "10.0.0.[1:3]", wan_address: "203.0.113.[4:6]" } } } }
            """).Findings;
        Assert.Empty(findings.Select(Inputs.Show));
    }

    [Theory]
    [InlineData("", new[] { true, false })]
    [InlineData("federation: none\n", new[] { true, true })]
    public void each_separate_cluster_makes_its_first_token(string federation, bool[] makes)
    {
        var topology = Inputs.Compile(federation + """
            consul: { version: 1.18.2 }
            secrets: { first: { env: FIRST } }
            acl: { tokens: { initial_management: { secret: first } } }
            datacenters:
              east: { servers: { hosts: { e1: { address: 10.0.0.1 } } } }
              west: { servers: { hosts: { w1: { address: 10.1.0.1 } } } }
            """).Topology;
        Assert.Equal(makes, topology?.Agents.Select(a => a.Config.At("acl", "tokens", "initial_management") is not null));
    }

    [Fact]
    public void null_removes_the_derived_id_of_a_service()
    {
        var bundle = Inputs.Build("consul: { version: 1.21.4 }\nservices: { web: { id: null, port: 80 } }\n" + Servers);
        Assert.DoesNotContain("id =", bundle.Text("hosts/dc1/s1/rootfs/etc/consul.d/service-web.hcl"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("consul: { version: 1.21.4, config_dir: /etc/systemd/system/consul.service/x }", "path-form")]
    [InlineData("consul: { version: 1.21.4 }\nprometheus: { scrape_agents: true, jobs: { consul: { tag: a } } }", "value-not-allowed")]
    [InlineData("consul: { version: 1.21.4 }\nagent: { retry_join: [null] }", "wrong-type")]
    [InlineData(
        "consul: { version: 1.21.4 }\nvars: { a: \"${vars.b}\", b: \"${vars.a}\" }\nagent: { node_meta: { x: \"${vars.a}\" } }",
        "undefined-placeholder")]
    [InlineData("consul: { version: \"${zone}\" }\nzone: x", "unsupported-version")]
    [InlineData("consul: { version: 1.0.8 }", "unsupported-version")]
    [InlineData("consul: { version: 1.21.4, unit_dir: /etc/consul.d/consul.hcl }", "path-form")]
    [InlineData("consul: { version: \"${vars.v}\" }\nvars: { v: 1.8 }", "wrong-type")]
    [InlineData("zone: \"${vars.m}\"\nvars: { m: [1] }\nagent: { node_meta: { z: \"${zone}\" } }", "undefined-placeholder")]
    [InlineData("vars: { p: abc }\nagent: { ports: { http: \"${vars.p}\" } }", "wrong-type")]
    [InlineData("vars: { m: { a: 1 } }\nagent: { node_meta: { a: \"${vars.m}\" } }", "wrong-type")]
    [InlineData("vars: { m: { a: 1 } }\nsystemd: { Service: { Environment: \"${vars.m}\" } }", "override-form")]
    [InlineData("agent: { data_dir: { secret: k } }\nsecrets: { k: { env: KEY } }", "path-form")]
    [InlineData("secrets: { k: { env: PATH } }", "value-not-allowed")]
    [InlineData("prometheus: { jobs: { '': { tag: x } } }", "name-form")]
    public void is_a_finding(string head, string rule) =>
        Assert.Contains(Inputs.Compile(head + "\n" + Servers).Findings, f => f.Rule == rule);

    [Fact]
    public void a_unit_waits_for_the_start_only_and_no_agent_joins_itself()
    {
        var bundle = Inputs.Build("""
            consul: { version: 1.21.4 }
            datacenters:
              dc1:
                servers: { hosts: { "s[1:3]": { address: "10.0.0.[1:3]" } } }
                clients: { hosts: { c: { address: 10.0.1.1 } } }
              dc2:
                servers: { hosts: { alone: { address: 10.1.0.1 } } }
            """);
        Assert.Contains("Type=exec", bundle.Text("hosts/dc1/s1/rootfs/etc/systemd/system/consul.service"), StringComparison.Ordinal);
        Assert.Contains("retry_join = [\"10.0.0.2\", \"10.0.0.3\"]", bundle.Text("hosts/dc1/s1/rootfs/etc/consul.d/consul.hcl"), StringComparison.Ordinal);
        Assert.Contains("retry_join = [\"10.0.0.1\", \"10.0.0.2\", \"10.0.0.3\"]", bundle.Text("hosts/dc1/c/rootfs/etc/consul.d/consul.hcl"),
            StringComparison.Ordinal);
        Assert.DoesNotContain("retry_join =", bundle.Text("hosts/dc2/alone/rootfs/etc/consul.d/consul.hcl"), StringComparison.Ordinal);
    }
}

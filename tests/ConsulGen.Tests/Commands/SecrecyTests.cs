using ConsulGen.Cli.Rendering;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Commands;

/// <summary>A secret is never shown, whatever else is wrong on its line, and never built.</summary>
public class SecrecyTests
{
    private const string GossipKey = "c2VjcmV0IHNlY3JldCAhIQ==";

    private const string Secret = "c2VjcmV0IHNlY3JldCBzZWNyZXQ=";

    public static TheoryData<string> Inventories =>
    [
        $"agent: {{ encrypt: {Secret} }}",
        $"agent: {{ encrypt: \"{Secret}\", bind_adr: 1.1.1.1, data_dir: x }}",
        $"agent: {{ acl: {{ tokens: {{ agent: '{Secret}', agnt: x }} }} }}",
        $"agent: {{ acl_master_token: {Secret}, x: y }}",
        $"services: {{ web: {{ token: {Secret}, prt: 80 }} }}",
        $"secrets: {{ a: {{ value: {Secret}, env: X }}, b: {{ value: {Secret}, nope: 1 }} }}",
        $"agent: {{ encrypt: \"{Secret} }}",
        $"agent: {{ encrypt: {Secret}, [ }}",
        $"agent: {{ encrpyt: {Secret} }}",
        $"secrets: {{ gossip: {Secret} }}",
        $"secrets: {{ gossip: {{ value: {Secret} }}, other: {{ vaule: {Secret} }} }}",
        $"encrypt: {Secret}",
        $"consul: {{ encrypt: {Secret} }}",
        $"agnet: {{ encrypt: {Secret} }}",
        $"agent: {{ encrypt: x, encrypt: {Secret} }}",
        $"agent: {{ tokens: {{ default: {Secret} }} }}",
        $"agent: {{ acl: {{ tokens: {Secret} }} }}",
        $"agent: {{ encrypt: {{ secret: {Secret} }} }}",
        $"agent: {{ encrypt: 'ab${{{Secret}' }}",
        $"agent: {{ encrypt: [{Secret}] }}",
        $"datacenters: {{ dc2: {{ servers: {{ hosts: {{ \"x[1:3]\": {{ address: \"10.0.0.[1:3]\", agent: {{ encrypt: '{Secret}[1:2]' }} }} }} }} }} }}",
        $"agent:\n  encrypt: >-\n    {Secret}\n  bind_adr: x",
        $"secrets: {{ a: {{ env: '{Secret}' }}, b: {{ file: '{Secret}' }} }}",
        $"secrets: {{ a: {{ env: {Secret.TrimEnd('=')} }} }}",
        $"agent: {{ encrypt_key: {Secret}, gossip_key: {Secret} }}",
        $"vars: {{ db_password: {Secret}, x: y }}\nagent: {{ bind_addr: '${{vars.db_password}}' }}",
        $"agent: {{ retry_join: ['provider=aliyun access_key_secret={string.Concat(Enumerable.Repeat(Secret, 9))}'], bind_addr: 'a token={Secret}' }}",
    ];

    [Theory]
    [MemberData(nameof(Inventories))]
    public void no_report_shows_it(string head)
    {
        var yaml = head.StartsWith("datacenters", StringComparison.Ordinal)
            ? head
            : head + "\ndatacenters: { dc1: { servers: { hosts: { a: { address: 10.0.0.1 } } } } }\n";
        foreach (var args in FindingsFormats.Names.Select(f => new[] { "lint", "-", "--format", f }).Append(["inspect", "-"]))
        {
            var result = Tool.RunWith(yaml, args);
            Assert.NotEqual(70, result.Code);
            Assert.DoesNotContain(Secret, result.Out, StringComparison.Ordinal);
            Assert.DoesNotContain(Secret, result.Error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("agent: { connect: { ca_config: { token: x1y2z3 } } }")]
    [InlineData("agent: { connect: { ca_config: { PrivateKey: x1y2z3 } } }")]
    [InlineData("agent: { watches: [{ type: key, key: a, token: x1y2z3, args: [a] }] }")]
    [InlineData("agent: { retry_join: [\"provider=aws secret_access_key=x1y2z3\"] }")]
    [InlineData("services: { web: { checks: [{ http: \"http://u:x1y2z3@h/\", interval: 10s }] } }")]
    [InlineData("services: { web: { checks: [{ http: \"http://h/\", interval: 10s, header: { X-Consul-Token: [x1y2z3] } }] } }")]
    [InlineData("systemd: { Service: { Environment: \"CONSUL_HTTP_TOKEN=x1y2z3\" } }")]
    [InlineData("agent: { encrypt_key: x1y2z3 }")]
    [InlineData("agent: { gossip_key: x1y2z3 }")]
    [InlineData("agent: { node_meta: { db_password: x1y2z3 } }")]
    [InlineData("agent: { retry_join: [\"provider=aliyun access_key_secret=x1y2z3\"] }")]
    [InlineData("agent: { retry_join: [\"provider=vsphere password='x1y2z3'\"] }")]
    [InlineData("agent: { connect: { ca_config: { aws_secret: x1y2z3 } } }")]
    [InlineData("agent: { ui_config: { metrics_proxy: { add_headers: [{ name: Authorization, value: x1y2z3 }] } } }")]
    [InlineData("services: { web: { port: 80, meta: { db_password: x1y2z3 } } }")]
    [InlineData("services: { web: { checks: [{ http: \"http://u:p%40x1y2z3@h/\", interval: 10s }] } }")]
    [InlineData("services: { web: { checks: [{ http: \"http://h/\", interval: 10s, header: { X-Api-Key: [x1y2z3] } }] } }")]
    [InlineData("services: { web: { checks: [{ http: \"http://h/\", interval: 10s, header: { X-Auth: [x1y2z3] } }] } }")]
    [InlineData("services: { web: { checks: [{ http: \"http://h/\", interval: 10s, header: { x-token: [x1y2z3] } }] } }")]
    [InlineData("services: { web: { checks: [{ http: \"http://h/\", interval: 10s, header: { Cookie: [x1y2z3] } }] } }")]
    [InlineData("services: { web: { checks: [{ args: [/bin/c, --token, x1y2z3], interval: 10s }] } }")]
    [InlineData("services: { web: { checks: [{ args: [/bin/c, --token=x1y2z3], interval: 10s }] } }")]
    [InlineData("services: { web: { checks: [{ args: [curl, -H, \"X-Consul-Token: x1y2z3\"], interval: 10s }] } }")]
    [InlineData("services: { web: { checks: [{ args: [sh, -c, \"curl --token x1y2z3\"], interval: 10s }] } }")]
    [InlineData("systemd: { Service: { ExecStart: \"/usr/bin/consul agent -encrypt=x1y2z3\" } }")]
    [InlineData("systemd: { Service: { ExecStartPost: \"/usr/bin/consul kv get -token x1y2z3 a\" } }")]
    [InlineData("systemd: { Service: { SetCredential: \"token:x1y2z3\" } }")]
    [InlineData("systemd: { Service: { Environment: '\"CONSUL_HTTP_TOKEN=%%x1y2z3 y\"' } }")]
    [InlineData("systemd: { Service: { Environment: \"CONSUL_HTTP_TOKEN='x1y2z3'\" } }")]
    [InlineData("supervisor: { environment: 'CONSUL_HTTP_TOKEN=\"x1y2z3\"' }")]
    [InlineData("supervisor: { command: \"/usr/bin/consul agent -encrypt=x1y2z3\" }")]
    public void a_secret_outside_of_consuls_own_keys_is_found_and_not_shown(string head)
    {
        var manager = head.StartsWith("supervisor", StringComparison.Ordinal) ? "supervisor" : "systemd";
        var yaml = $"{head}\nconsul: {{ version: 1.21.4, service_manager: {manager} }}\n"
            + "datacenters: { dc1: { servers: { hosts: { a: { address: 10.0.0.1 } } } } }\n";
        var result = Tool.RunWith(yaml, "lint", "-");
        Assert.Contains("error plaintext-secret:", result.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("x1y2z3", result.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("x1y2z3", Tool.RunWith(yaml, "inspect", "-").Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("agent: { connect: { ca_config: { token: { secret: t } } } }\nsecrets: { t: { env: TOKEN } }")]
    [InlineData("systemd: { Service: { Environment: \"CONSUL_HTTP_TOKEN_FILE=/etc/token\" } }")]
    [InlineData("services: { web: { checks: [{ http: \"http://h/?a=b\", interval: 10s }] } }")]
    [InlineData("services: { web: { checks: [{ http: \"http://h/\", interval: 10s, header: { Host: [example.test], X-Request-Id: [abcdef] } }] } }")]
    [InlineData("services: { web: { checks: [{ args: [/bin/c, --token-file, /etc/token], interval: 10s }] } }")]
    [InlineData("services: { web: { port: 80, meta: { token_name: abcdef, key: abcdef, tls_key: /etc/key.pem } } }")]
    [InlineData("agent: { ui_config: { metrics_proxy: { add_headers: [{ name: Host, value: example.test }] } } }")]
    [InlineData("systemd: { Service: { Environment: \"CONSUL_HTTP_TOKEN=%d/token\" } }")]
    [InlineData("systemd: { Service: { ExecStartPost: \"/usr/bin/env consul kv get -token $TOKEN a\" } }")]
    public void what_is_no_secret_is_none(string head) =>
        Assert.DoesNotContain(
            Inputs.Compile(head + "\nconsul: { version: 1.21.4 }\ndatacenters: { dc1: { servers: { hosts: { a: { address: 10.0.0.1 } } } } }\n").Findings,
            f => f.Rule == "plaintext-secret");

    [Fact]
    public void a_reference_never_reaches_the_bundle_as_a_value()
    {
        var bundle = Inputs.Build("""
            consul: { version: 1.21.4 }
            secrets: { key: { env: CONSUL_KEY }, token: { file: /etc/token } }
            agent: { encrypt: { secret: key }, acl: { enabled: true, tokens: { agent: { secret: token } } }, retry_join: ["10.0.0.1", { secret: key }] }
            services: { web: { port: 80, token: { secret: token } }, open: { port: 81 } }
            datacenters: { dc1: { servers: { hosts: { "s[1:3]": { address: "10.0.0.[1:3]" } } } } }
            """);
        const string config = "hosts/dc1/s1/rootfs/etc/consul.d/";
        Assert.DoesNotContain("encrypt", bundle.Text(config + "consul.hcl"), StringComparison.Ordinal);
        Assert.DoesNotContain("tokens", bundle.Text(config + "consul.hcl"), StringComparison.Ordinal);
        Assert.DoesNotContain("retry_join", bundle.Text(config + "consul.hcl"), StringComparison.Ordinal);
        Assert.Contains("enabled = true", bundle.Text(config + "consul.hcl"), StringComparison.Ordinal);
        Assert.DoesNotContain(bundle.Files, f => f.Path == config + "service-web.hcl");
        Assert.Contains(bundle.Files, f => f.Path == config + "service-open.hcl");
        var script = bundle.Text("hosts/dc1/s1/install.conf");
        Assert.Contains("'key|env|CONSUL_KEY'", script, StringComparison.Ordinal);
        Assert.Contains("'token|file|/etc/token|later'", script, StringComparison.Ordinal);
    }

    [Fact]
    public void a_secret_that_is_allowed_in_the_open_is_built_into_the_configuration()
    {
        var bundle = Inputs.Build($$"""
            consul: { version: 1.21.4 }
            secrets: { key: { value: {{GossipKey}} } }
            lint: { severity: { plaintext-secret: warning } }
            agent: { encrypt: { secret: key } }
            datacenters: { dc1: { servers: { hosts: { "s[1:3]": { address: "10.0.0.[1:3]" } } } } }
            """);
        Assert.Contains($"encrypt = \"{GossipKey}\"", bundle.Text("hosts/dc1/s1/rootfs/etc/consul.d/consul.hcl"), StringComparison.Ordinal);
    }
}

using System.Globalization;
using System.Text;
using ConsulGen.Core;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Topologies;

/// <summary>What the blocks <c>gossip</c>, <c>tls</c> and <c>acl</c> become.</summary>
public class ReadyMadeSecurityTests
{
    private const string Secrets =
        "secrets: { gossip_key: { env: GOSSIP }, mgmt: { env: MGMT }, repl: { env: REPL }, agent_token: { file: \"/etc/${node_name}.token\" } }\n";

    private const string Hosts =
        """
        datacenters:
          dc1:
            servers: { hosts: { "s[1:3]": { address: "10.0.0.[1:3]" } } }
            clients: { hosts: { c1: { address: 10.0.0.11 } } }

        """;

    private const string OtherDatacenter =
        """
          dc2:
            servers: { hosts: { "t[1:3]": { address: "10.0.1.[1:3]" } } }

        """;

    [Fact]
    public void each_release_and_role_gets_its_own_keys()
    {
        var text = new StringBuilder();
        foreach (var clients in new[] { "files", "auto_encrypt" })
        {
            foreach (var version in new[] { "1.1.0", "1.4.0", "1.6.0", "1.6.5", "1.8.4", "1.10.11", "1.11.0", "1.12.0", "1.14.0", "1.21.4" })
            {
                var yaml = $"""
                    consul: {"{"} version: {version}, config_dir: /etc/c {"}"}
                    agent: {"{"} client_addr: 0.0.0.0 {"}"}
                    gossip: {"{"} {"}"}
                    tls: {"{"} clients: {clients}, https: true {"}"}
                    acl:
                      token_ttl: 60s
                      tokens:
                        initial_management: {"{"} secret: mgmt {"}"}
                        agent_recovery: {"{"} secret: mgmt {"}"}
                        replication: {"{"} secret: repl {"}"}
                        dns: {"{"} secret: repl {"}"}

                    """;
                var topology = TopologyOf(yaml + Secrets + Hosts + OtherDatacenter);
                foreach (var name in new[] { "s1", "c1", "t1" })
                {
                    text.Append(CultureInfo.InvariantCulture, $"{name}, {version}, clients: {clients}\n");
                    foreach (var (path, value) in Leaves(Of(topology, name).Config).Where(l => l.Value.Origin.Span.Exists && l.Path != "client_addr"))
                        text.Append(CultureInfo.InvariantCulture, $"  {path} = {Shown(value)}\n");
                }
            }
        }

        Golden.CheckFile(Repository.PathOf("tests/ConsulGen.Tests/Topologies/ready-made-security.txt"), text.ToString());
    }

    [Theory]
    [InlineData("verify_outgoing", "1.21.4", "verify_outgoing: false", "tls.defaults.verify_outgoing")]
    [InlineData("ca_file", "1.21.4", "ca_file: /etc/other.pem", "tls.defaults.ca_file")]
    [InlineData("tls.defaults.verify_incoming", "1.21.4", "tls: { defaults: { verify_incoming: false } }", "tls.internal_rpc.verify_incoming")]
    [InlineData("verify_incoming", "1.8.4", "verify_incoming: false", "verify_incoming_rpc")]
    [InlineData("acl.tokens.master", "1.21.4", "acl: { tokens: { master: { secret: repl } } }", "acl.tokens.initial_management")]
    [InlineData("acl.default_policy", "1.21.4", "acl: { default_policy: allow }", "")]
    [InlineData("ports.https", "1.21.4", "ports: { https: -1 }", "")]
    [InlineData("addresses.http", "1.21.4", "addresses: { http: 10.0.0.1 }", "")]
    public void what_the_inventory_says_in_consuls_keys_wins_in_whichever_spelling(string key, string version, string raw, string replaced)
    {
        var server = Of(
            TopologyOf(
                $"consul: {{ version: {version} }}\nagent: {{ client_addr: 0.0.0.0, {raw} }}\ntls: {{ https: true }}\n"
                + "acl: { tokens: { initial_management: { secret: mgmt } } }\n" + Secrets + Hosts),
            "s1");
        Assert.Equal(2, server.Config.At(key.Split('.'))?.Span.Line - 1);
        if (replaced.Length > 0) Assert.Null(server.Config.At(replaced.Split('.')));
    }

    [Theory]
    [InlineData("encrypt: null", "encrypt")]
    [InlineData("tls: null", "tls")]
    [InlineData("acl: { tokens: null }", "acl.tokens")]
    [InlineData("tls: { internal_rpc: { verify_server_hostname: null } }", "tls.internal_rpc.verify_server_hostname")]
    public void null_removes_a_key(string raw, string key)
    {
        var yaml = "consul: { version: 1.21.4 }\ngossip: {}\ntls: {}\nacl: {}\n" + Secrets + Hosts;
        Assert.NotNull(Of(TopologyOf(yaml), "s1").Config.At(key.Split('.')));
        Assert.Null(Of(TopologyOf($"agent: {{ {raw} }}\n" + yaml), "s1").Config.At(key.Split('.')));
    }

    [Fact]
    public void a_level_takes_a_block_or_a_value_of_it_away()
    {
        var topology = TopologyOf(
            """
            consul: { version: 1.21.4 }
            gossip: {}
            tls: { https: true }
            acl: { down_policy: async-cache }
            secrets: { gossip_key: { env: GOSSIP } }
            datacenters:
              dc1:
                servers: { hosts: { "s[1:3]": { address: "10.0.0.[1:3]" } } }
                clients:
                  tls: { https: null }
                  acl: { default_policy: null, token_ttl: 9s }
                  groups:
                    open: { gossip: null, tls: null, acl: null, hosts: { c1: { address: 10.0.0.11 } } }
                    again: { tls: null, groups: { one: { tls: {}, hosts: { c2: { address: 10.0.0.12 } } } } }

            """);
        var (open, again) = (Of(topology, "c1").Config, Of(topology, "c2").Config);
        Assert.DoesNotContain(Leaves(open), l => l.Value.Origin.Span.Exists);
        Assert.Equal("/etc/consul.d/tls/ca.pem", again.At("tls", "defaults", "ca_file")?.ToString());
        Assert.Null(again.At("ports", "https"));
        Assert.Null(again.At("acl", "default_policy"));
        Assert.Equal("async-cache 9s", $"{again.At("acl", "down_policy")} {again.At("acl", "token_ttl")}");
    }

    [Fact]
    public void what_a_block_brings_has_the_place_and_the_name_of_the_block()
    {
        var server = Of(TopologyOf("tls: { verify: outgoing }\nconsul: { version: 1.21.4 }\n" + Secrets + Hosts), "s1");
        Assert.Equal("1:1 tls of inventory", Place(server.Config.At("tls", "defaults", "ca_file")));
        Assert.Equal("1:16 tls of inventory", Place(server.Config.At("tls", "defaults", "verify_outgoing")));

        static string Place(Value? value) => FormattableString.Invariant($"{value?.Span.Line - 1}:{value?.Span.Column} {value?.Origin.Level}");
    }

    [Fact]
    public void findings_about_what_a_block_brings_point_at_it()
    {
        var findings = Inputs.Compile(
            "consulgen: 1\nconsul: { version: 1.21.4 }\ngossip: { key: c2hvcnQ= }\nacl: { down_policy: refuse, tokens: { default: abc } }\n"
            + "tls: { verify: half, ca_file: x }\n" + Hosts).Findings;
        Assert.Equal(
            ["3:16 gossip-key-form", "3:16 plaintext-secret", "4:21 acl-policy-word", "4:48 plaintext-secret", "5:16 value-not-allowed", "5:22 unknown-key"],
            findings.Select(f => FormattableString.Invariant($"{f.Span.Line}:{f.Span.Column} {f.Rule}")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void gossip_wants_its_key_defined()
    {
        var finding = Assert.Single(Inputs.Compile("consulgen: 1\nconsul: { version: 1.21.4 }\ngossip: {}\n" + Hosts).Findings);
        Assert.Equal("3:1: error undefined-secret: the secret \"gossip_key\" is not defined", Inputs.Show(finding));
    }

    [Fact]
    public void a_key_that_is_written_out_is_not_shown()
    {
        const string Key = "bm90IGEgc2VjcmV0IGFueSBtb3JlLCBpcyBpdD8hISE=";
        var ran = Tool.RunWith($"consulgen: 1\nconsul: {{ version: 1.21.4 }}\ngossip: {{ key: {Key} }}\n" + Hosts, "lint", "-");
        Assert.Contains("plaintext-secret", ran.Out, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, ran.Out + ran.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.0.0.0", "127.0.0.1")]
    [InlineData("${address}", "127.0.0.1")]
    [InlineData("{{ GetPrivateIP }}", "127.0.0.1")]
    [InlineData("127.0.0.1 ::1 10.0.0.1", "127.0.0.1 ::1")]
    [InlineData("unix:///run/consul/c.sock 0.0.0.0", "unix:///run/consul/c.sock")]
    [InlineData("127.0.0.1", null)]
    [InlineData(null, null)]
    public void with_https_plain_http_stays_on_the_machine(string? clientAddress, string? http)
    {
        var agent = clientAddress is null ? "" : $"agent: {{ client_addr: \"{clientAddress}\" }}\n";
        var config = Of(TopologyOf(agent + "consul: { version: 1.21.4 }\ntls: { https: true }\n" + Secrets + Hosts), "s1").Config;
        Assert.Equal("8501", config.At("ports", "https")?.ToString());
        Assert.Equal(http, config.At("addresses", "http")?.ToString());
    }

    [Theory]
    [InlineData("1.21.4", "ports: { grpc: 8502 }", "8503", null)]
    [InlineData("1.21.4", "ports: { grpc: 8502, grpc_tls: -1 }", "-1", null)]
    [InlineData("1.13.1", "ports: { grpc: 8502 }", null, null)]
    [InlineData("1.21.4", "auto_encrypt: { tls: true }, ports: { grpc: 8502 }", "8503", "true")]
    public void grpc_beside_a_certificate_gets_its_second_port(string version, string raw, string? port, string? auto)
    {
        var clients = auto is null ? "files" : "auto_encrypt";
        var yaml = $"consul: {{ version: {version} }}\nagent: {{ {raw} }}\ntls: {{ clients: {clients} }}\n" + Secrets + Hosts;
        var config = Of(Inputs.Compile("consulgen: 1\n" + yaml).Topology!, "c1").Config;
        Assert.Equal(port, config.At("ports", "grpc_tls")?.ToString());
        Assert.Equal(auto, config.At("tls", "grpc", "use_auto_cert")?.ToString());
    }

    [Fact]
    public void servers_give_certificates_where_only_the_clients_say_that_they_ask()
    {
        var topology = TopologyOf(
            """
            consul: { version: 1.21.4 }
            tls: {}
            datacenters:
              dc1:
                servers: { hosts: { s1: { address: 10.0.0.1 } } }
                clients: { tls: { clients: auto_encrypt }, hosts: { c1: { address: 10.0.0.11 } } }
              dc2:
                servers: { hosts: { t1: { address: 10.0.1.1 } } }
                clients: { hosts: { d1: { address: 10.0.1.11 } } }

            """);
        Assert.Equal("true", Of(topology, "s1").Config.At("auto_encrypt", "allow_tls")?.ToString());
        Assert.Null(Of(topology, "t1").Config.At("auto_encrypt", "allow_tls"));
        Assert.Null(Of(topology, "c1").Config.At("tls", "defaults", "cert_file"));
        Assert.NotNull(Of(topology, "d1").Config.At("tls", "defaults", "cert_file"));
    }

    [Fact]
    public void ranges_and_placeholders_run_through_blocks()
    {
        var topology = TopologyOf(
            """
            consul: { version: 1.21.4 }
            vars: { ask: auto_encrypt }
            tls: { cert: "/etc/pki/${node_name}.pem", clients: "${vars.ask}" }
            datacenters:
              dc1:
                servers: { hosts: { "s[1:3]": { address: "10.0.0.[1:3]", tls: { key: "/etc/pki/k[7:9].pem" } } } }
                clients: { hosts: { c1: { address: 10.0.0.11 } } }

            """);
        Assert.Equal("/etc/pki/s2.pem", Of(topology, "s2").Config.At("tls", "defaults", "cert_file")?.ToString());
        Assert.Equal("/etc/pki/k8.pem", Of(topology, "s2").Config.At("tls", "defaults", "key_file")?.ToString());
        Assert.Equal("true", Of(topology, "c1").Config.At("auto_encrypt", "tls")?.ToString());
    }

    [Fact]
    public void every_agent_has_its_own_token_from_its_own_file()
    {
        var bundle = Inputs.Build(
            """
            consulgen: 1
            consul: { version: 1.21.4 }
            acl: {}
            port_sets: { second: { dns: 28600, http: 28500, serf_lan: 28301, serf_wan: 28302, server: 28300, grpc_tls: 28503 } }
            secrets: { agent_token: { file: "/etc/consul.d/${node_name}.token" } }
            datacenters:
              dc1:
                servers: { hosts: { "s[1:3]": { address: "10.0.0.[1:3]" } } }
                clients:
                  hosts:
                    c1: { address: 10.0.0.1, port_set: second, agent: { data_dir: /opt/c1 }, consul: { config_dir: /etc/c1, unit: c1 } }

            """);
        foreach (var host in new[] { "s1", "s2", "c1" })
        {
            var conf = bundle.Text($"hosts/dc1/{host}/install.conf");
            Assert.Contains($"'agent_token|file|/etc/consul.d/{host}.token|later'", conf, StringComparison.Ordinal);
            Assert.Contains("\"agent\": ", conf, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/etc/${node_nam}.token", "undefined-placeholder")]
    [InlineData("/etc/${zone}.token", "undefined-placeholder")]
    [InlineData("/etc/${vars.up}/token", "path-form")]
    public void a_secrets_file_that_is_none_is_a_finding_at_its_place(string file, string rule)
    {
        var findings = Inputs.Compile(
            "consulgen: 1\nconsul: { version: 1.21.4 }\nvars: { up: .. }\nacl: {}\n"
            + $"secrets: {{ agent_token: {{ file: \"{file}\" }} }}\n" + Hosts).Findings;
        var finding = Assert.Single(findings.DistinctBy(f => f.Span));
        Assert.Equal((rule, 5), (finding.Rule, finding.Span.Line));
    }

    private static Topology TopologyOf(string yaml)
    {
        var compilation = Compilation.Run([new SourceText("inventory.yml", "consulgen: 1\n" + yaml)], "inventory");
        Assert.DoesNotContain(compilation.Findings, f => f.Rule is "unknown-key" or "wrong-type" or "value-not-allowed" or "undefined-secret");
        return compilation.Topology!;
    }

    private static Agent Of(Topology topology, string host) => topology.Agents.Single(a => a.Name == host);

    private static IEnumerable<(string Path, Value Value)> Leaves(MapValue map, string prefix = "") => map.Entries.SelectMany(e =>
        e.Value is MapValue inner ? Leaves(inner, $"{prefix}{e.Key}.") : [(prefix + e.Key, e.Value)]);

    private static string Shown(Value value) => value switch
    {
        SecretValue secret => $"secret {secret.Name}",
        ListValue list => string.Join(", ", list.Items.Select(Shown)),
        _ => value.ToString() ?? "",
    };
}

using ConsulGen.Core.Planning.Dangers;

namespace ConsulGen.Tests.Planning;

/// <summary>Sides of the dangers of upgrades, and of others, that their pages do not show.</summary>
public sealed class UpgradeDangerTests
{
    private const string Servers = "{ node1: { address: 10.0.0.1 }, node2: { address: 10.0.0.2 }, node3: { address: 10.0.0.3 } }";

    [Fact]
    public void the_hops_say_what_this_inventory_has_to_change_on_each()
    {
        var danger = Only(
            "upgrade-skips-stops",
            Inventory(
                "1.8.4",
                agent: "raft_protocol: 2, acl_datacenter: dc1, acl_default_policy: deny, ports: { https: 8501, grpc: 8502 }, ca_file: /c, cert_file: /c, "
                    + "key_file: /k"),
            Inventory("1.14.11"));

        Assert.Equal(DangerSeverity.Block, danger.Severity);
        Assert.Contains("1.8.4 -> 1.8.19 -> 1.10.12 -> the newest 1.12 -> 1.14.11:", danger.Message, StringComparison.Ordinal);
        var hops = danger.Help.Split("; on the way to ");
        Assert.Equal(
            ["make a change of each hop, the servers before the clients", "1.10.12", "the newest 1.12", "1.14.11"],
            hops.Select(h => h.Split(": ")[0]));
        Assert.StartsWith("1.10.12: first set raft_protocol to 3", hops[1], StringComparison.Ordinal);
        Assert.Contains("first give every token of the old ACL system", hops[2], StringComparison.Ordinal);
        Assert.Contains("acl_default_policy becomes acl.default_policy", hops[2], StringComparison.Ordinal);
        Assert.Contains("cert_file becomes tls.defaults.cert_file", hops[2], StringComparison.Ordinal);
        Assert.Contains("give ports.grpc_tls the port where gRPC speaks TLS", hops[3], StringComparison.Ordinal);
    }

    [Fact]
    public void a_removed_key_has_to_go_on_the_way() =>
        Assert.Contains(
            "; on the way to the newest 1.13: remove telemetry.disable_compat_1.9, as 1.13.0 and later refuse it",
            Only("upgrade-skips-stops", Inventory("1.11.11", agent: "telemetry: { disable_compat_1.9: true }"), Inventory("1.16.6")).Help,
            StringComparison.Ordinal);

    [Fact]
    public void a_server_that_stays_behind_its_clients_is_a_warning()
    {
        var danger = Only("upgrade-order", Inventory("1.18.2", client: "1.18.2"), Inventory("1.18.2", client: "1.20.1"));

        Assert.Equal(DangerSeverity.Warning, danger.Severity);
        Assert.Contains("unhealthy services are answered", danger.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void an_inventory_without_a_version_does_not_say_what_runs()
    {
        var plan = DangerPage.Plan(Inventory(null), Inventory("1.8.4"));

        Assert.DoesNotContain(plan.Dangers, d => d.Rule == "version-downgraded");
    }

    [Theory]
    [InlineData("1.8.19", "1.8.4", DangerSeverity.Warning)]
    [InlineData("1.9.0", "1.8.19", DangerSeverity.Block)]
    public void only_a_minor_release_back_is_a_block(string old, string next, DangerSeverity level) =>
        Assert.Equal(level, Only("version-downgraded", Inventory(old), Inventory(next)).Severity);

    [Fact]
    public void clients_that_go_back_are_a_warning() =>
        Assert.Equal(
            DangerSeverity.Warning,
            Only("version-downgraded", Inventory("1.10.11", client: "1.10.11"), Inventory("1.10.11", client: "1.8.4")).Severity);

    [Theory]
    [InlineData("license_path: /l", 0)]
    [InlineData("log_level: INFO", 1)]
    public void an_enterprise_license_has_to_be_there_before_1_10(string agent, int dangers) =>
        Assert.Equal(
            dangers,
            DangerPage.Plan(Inventory("1.9.17+ent", agent: agent), Inventory("1.10.12+ent")).Dangers.Count(d =>
                d is { Rule: "upgrade-unprepared", Severity: DangerSeverity.Procedure }));

    [Theory]
    [InlineData("1.22.7+ent", "2.0.4+ent", 1)]
    [InlineData("1.22.7", "2.0.4", 0)]
    [InlineData("2.0.0+ent", "2.0.4+ent", 0)]
    public void the_license_of_another_house_has_to_be_there_before_2_0(string old, string next, int dangers) =>
        Assert.Equal(
            dangers,
            DangerPage.Plan(Inventory(old, agent: "license_path: /l"), Inventory(next, agent: "license_path: /l")).Dangers.Count(d =>
                d.Rule == "upgrade-unprepared" && (d.Message + d.Help).Contains("1.21.7+ent", StringComparison.Ordinal)));

    [Fact]
    public void a_raft_db_stays_whatever_the_key_says() =>
        Assert.Equal(
            DangerSeverity.Warning,
            Only("raft-store-changed", Inventory("1.18.2"), Inventory("1.18.2", agent: "raft_logstore: { backend: wal }")).Severity);

    [Theory]
    [InlineData("/usr/local/bin/consul leave", true)]
    [InlineData("/bin/true", false)]
    public void a_unit_may_leave_too(string command, bool leaves) =>
        Assert.Equal(
            leaves,
            DangerPage.Plan(
                Inventory("1.8.4"),
                Inventory("1.8.4") + $"systemd: {{ Service: {{ ExecStop: {command} }} }}\n").Dangers.Any(d => d.Rule == "servers-leave-when-stopped"));

    [Fact]
    public void a_management_token_that_is_removed_stays_valid() =>
        Assert.Contains(
            "is removed from the configuration: it stays valid",
            Only(
                "management-token-changed",
                Inventory("1.10.11", agent: "acl: { enabled: true, tokens: { master: 6f5bbd11-8f8b-4a41-a8d5-0a6e6f1c3c10 } }"),
                Inventory("1.10.11", agent: "acl: { enabled: true }")).Message,
            StringComparison.Ordinal);

    [Fact]
    public void a_renamed_datacenter_moves_no_host()
    {
        var old = Inventory("1.8.4", client: "1.8.4");
        var plan = DangerPage.Plan(old, old.Replace("dc1", "dc2", StringComparison.Ordinal));

        Assert.Contains(plan.Dangers, d => d.Rule == "datacenter-renamed");
        Assert.DoesNotContain(plan.Dangers, d => d.Rule == "host-moved-datacenter");
    }

    [Fact]
    public void plain_text_and_tls_may_change_places_both_ways()
    {
        const string Tls = "tls: { defaults: { ca_file: /c, cert_file: /c, key_file: /k } }";
        var danger = Only(
            "grpc-tls-crossing",
            Inventory("1.12.9", agent: Tls + ", ports: { grpc: 8502 }"),
            Inventory("1.14.11", agent: Tls + ", ports: { grpc_tls: 8502 }"));

        Assert.Contains("from plain text to TLS", danger.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void servers_clients_and_load_balancers_at_once_are_too_much()
    {
        static string With(string agent, int port) =>
            Inventory("1.8.4", agent, "1.8.4").Replace(
                "    clients:",
                $"    load_balancers: {{ hosts: {{ lb: {{ address: 10.0.2.1 }} }}, listeners: {{ servers: [http] }}, agent: {{ ports: {{ http: "
                    + $"{port} }} }} }}\n    clients:",
                StringComparison.Ordinal);

        Assert.Contains(
            "load balancers",
            Only("too-much-in-one-change", With("log_level: INFO", 8500), With("enable_syslog: true", 80)).Message,
            StringComparison.Ordinal);
    }

    private static Danger Only(string rule, string old, string next) => Assert.Single(DangerPage.Plan(old, next).Dangers, d => d.Rule == rule);

    private static string Inventory(string? version, string? agent = null, string? client = null) =>
        (version is null ? "" : $"consul: {{ version: {version} }}\n")
        + (agent is null ? "" : $"agent: {{ {agent} }}\n")
        + $"datacenters:\n  dc1:\n    servers: {{ hosts: {Servers} }}\n"
        + (client is null ? "" : $"    clients: {{ consul: {{ version: {client} }}, hosts: {{ app1: {{ address: 10.0.1.1 }} }} }}\n");
}

using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Values;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Topologies;

/// <summary>Many hosts are resolved on two threads, few on one, which nobody may see.</summary>
public class ManyHostsTests
{
    private const int Few = 999;

    [Fact]
    public void one_host_more_means_only_one_host_more()
    {
        var (few, many) = (Inputs.Build(Right(Few)), Inputs.Build(Right(Few + 1)));
        // What lists all hosts differs.
        var ofHosts = many.Files
            .Where(f => f.Path.StartsWith("hosts/", StringComparison.Ordinal) && !f.Path.StartsWith($"hosts/dc1/c{Few}/", StringComparison.Ordinal))
            .ToList();
        Assert.Equal(
            few.Files.Where(f => f.Path.StartsWith("hosts/", StringComparison.Ordinal)).Select(f => (f.Path, f.Text)),
            ofHosts.Select(f => (f.Path, f.Text)));
        Assert.InRange(ofHosts.Count, Few, 100 * Few);
    }

    [Fact]
    public void mistakes_are_said_as_often()
    {
        var few = Inputs.Compile(Wrong(Few)).Findings.Select(Numberless).ToList();
        Assert.Equal(few, Inputs.Compile(Wrong(Few + 1)).Findings.Select(Numberless));
        Assert.Superset(
            new HashSet<string>
            {
                "path-form",
                "undefined-placeholder",
                "unsupported-version",
                "address-form",
                "undefined-port-set",
                "undefined-secret",
                "wrong-type",
            },
            few.Select(f => f.Rule).ToHashSet());
    }

    /// <summary>A list of all servers at each of them would grow with the square of their number.</summary>
    [Fact]
    public void join_lists_of_servers_end()
    {
        var hosts = string.Join(", ", Enumerable.Range(0, 200).Select(i => $"s{i}: {{ address: 10.0.0.{i} }}"));
        var agents = Inputs.Compile($$"""
            consulgen: 1
            datacenters:
              dc1:
                servers: { hosts: { {{hosts}} } }
                clients: { hosts: { c: { address: 10.0.1.1 } } }
            """).Topology?.Agents ?? [];
        Assert.Equal(201, agents.Length);
        Assert.All(agents, agent =>
        {
            var join = agent.Config["retry_join"] is ListValue list ? list.Items.Select(i => ((ScalarValue)i).Text).ToList() : [];
            Assert.Equal(agent.IsServer ? 64 : 200, join.Count);
            Assert.DoesNotContain(agent.Address, join);
        });
    }

    // How many more there are like it differs.
    private static (string Rule, int Line, int Column, string Message) Numberless(Finding finding) =>
        (finding.Rule, finding.Span.Line, finding.Span.Column, finding.Message.Split(" (and ")[0].Replace($"{Few + 1}", $"{Few}", StringComparison.Ordinal));

    private static string Right(int hosts) => $$"""
        consulgen: 1
        consul: { version: 1.10.11 }
        agent: { encrypt: { secret: key }, node_meta: { place: "${address}" } }
        secrets: { key: { env: KEY } }
        services: { web: { port: 80, address: "${address}", tags: ["${node_name}"], checks: [{ tcp: "${address}:80", interval: 10s }] } }
        datacenters:
          dc1:
            servers: { hosts: { s1: { address: 10.0.0.1 } } }
            clients:
              zone: a
              hosts: { "c[1:{{hosts - 1}}]": { address: "host[1:{{hosts - 1}}].example.com", agent: { ports: { http: 8510 } } } }
        """;

    private static string Wrong(int hosts) => $$"""
        consulgen: 1
        consul: { version: "one" }
        vars: { dir: "relative/${node_name}", list: [a] }
        agent: { data_dir: "${vars.dir}", encrypt: { secret: keys }, log_level: "${nothing}", retry_join: "${vars.none}", node_meta: { place: "${vars.list}" },
          log_file: log }
        services: { web: { port: "${vars.list}" } }
        datacenters:
          dc1:
            servers: { hosts: { s1: { address: 10.0.0.1 } } }
            clients:
              port_set: far
              hosts: { "c[1:{{hosts - 1}}]": { address: "10.1.0.1/24" } }
        """;
}

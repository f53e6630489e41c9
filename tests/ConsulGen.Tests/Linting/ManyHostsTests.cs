using System.Text;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Linting;

/// <summary>Hosts of a group share what they have in common, and rules over many hosts run beside each other: neither may be seen.</summary>
public class ManyHostsTests
{
    private const string Head = """
        consulgen: 1
        name: many
        consul: { version: 1.10.11 }
        agent: { data_dir: /var/lib/consul, node_meta: { host: "${node_name}" }, raft_protocol: 9 }
        services:
          web: { port: 80, kind: nonsense, checks: [{ http: "http://${address}:80/", interval: 10ms }] }
        datacenters:
          dc1:
            servers: { hosts: { "s[1:3]": { address: "10.255.0.[1:3]" } } }
            clients:
              hosts:

        """;

    private static readonly string Explicit = Head
        + string.Concat(Enumerable.Range(1, 250).Select(i => FormattableString.Invariant(
            $"        n{i}: {{ address: 10.1.0.{i}, agent: {{ advertise_addr: \"10.1.{i % 2}.{i}\" }} }}\n")));

    private static readonly string Ranged = Head + "        \"n[1:250]\": { address: \"10.1.0.[1:250]\" }\n";

    [Fact]
    public void findings_are_the_same_every_time()
    {
        var first = Inputs.Compile(Explicit).Findings.Select(Inputs.Show).ToList();
        Assert.Contains(first, f => f.Contains("check-time-raised", StringComparison.Ordinal));
        for (var i = 0; i < 5; i++) Assert.Equal(first, Inputs.Compile(Explicit).Findings.Select(Inputs.Show));
    }

    [Fact]
    public void many_hosts_show_the_rules_that_few_do()
    {
        var few = new StringBuilder(Ranged).Replace("250", "5").ToString();
        Assert.Equal(Rules(few), Rules(Ranged));
        Assert.Superset(new HashSet<string> { "check-time-raised", "setting-out-of-range", "unknown-service-kind" }, Rules(Ranged).ToHashSet());
    }

    private static IEnumerable<string> Rules(string yaml) => Inputs.Compile(yaml).Findings.Select(f => f.Rule).Distinct().Order(StringComparer.Ordinal);
}

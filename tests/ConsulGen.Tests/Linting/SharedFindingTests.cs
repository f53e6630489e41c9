using System.Text.RegularExpressions;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Linting;

/// <summary>Hosts share a value, and what is to be said of it is said once.</summary>
public sealed partial class SharedFindingTests
{
    [Fact]
    public void a_value_of_two_releases_is_one_finding() => Assert.Equal(
        ["1:21: error log-level-word: log_level is \"LOUD\", which Consul 1.21.4 does not know: the agent refuses to start, "
            + "though consul validate finds nothing"],
        Lint("agent: { log_level: LOUD }"));

    [Fact]
    public void a_release_that_the_inventory_writes_is_no_release_of_a_host() => Assert.Equal(
        ["Consul 1.2.3", "Consul 1.2.4"],
        Lint("agent: { log_level: \"${vars.level}\" }").Select(f => f.Split('"')[1]));

    /// <summary>A sum with a plain text in it is a text, and knows no more which releases it names.</summary>
    [Fact]
    public void a_message_is_interpolated_in_all_its_parts()
    {
        var rules = Directory.EnumerateFiles(Repository.PathOf("src/ConsulGen.Core/Linting/Rules"), "*.cs", SearchOption.AllDirectories);
        Assert.All(rules, file => Assert.DoesNotMatch(MixedSum(), File.ReadAllText(file)));
    }

    private static IEnumerable<string> Lint(string agent) => Inputs.Compile($$"""
        {{agent}}
        datacenters:
          dc1:
            servers: { vars: { level: Consul 1.2.3 }, consul: { version: 1.21.4 }, hosts: { "s[1:3]": { address: "10.0.0.[1:3]" } } }
            clients: { vars: { level: Consul 1.2.4 }, consul: { version: 1.21.3 }, hosts: { "c[1:3]": { address: "10.0.1.[1:3]" } } }
        """).Findings.Where(f => f.Rule == "log-level-word").Select(Inputs.Show);

    [GeneratedRegex(@"^\s+\$"".*(\n\s+\+ \$"".*)*\n\s+\+ ""|^\s+"".*(\n\s+\+ "".*)*\n\s+\+ \$""", RegexOptions.Multiline)]
    private static partial Regex MixedSum();
}

using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Linting;

public class SuppressionTests
{
    [Theory]
    [InlineData("at the line", "    servers: # consulgen:ignore single-server a laptop")]
    [InlineData("above it", "    # consulgen:ignore single-server a laptop\n    servers:")]
    [InlineData("above another comment", "    # consulgen:ignore single-server a laptop\n    # more\n    servers:")]
    public void hides_a_finding(string where, string servers) => Assert.Equal((where, ""), (where, Report(servers)));

    [Theory]
    [InlineData("another line", "    # consulgen:ignore single-server a laptop\n    zone: a\n    servers:", "unused-suppression, single-server")]
    [InlineData("another rule", "    servers: # consulgen:ignore even-server-count a laptop", "single-server, unused-suppression")]
    [InlineData("no reason", "    servers: # consulgen:ignore single-server", "single-server, suppression-without-reason")]
    [InlineData("no rule", "    servers: # consulgen:ignore", "single-server, suppression-without-reason")]
    [InlineData("no such rule", "    servers: # consulgen:ignore single-servers a laptop", "single-server, unknown-rule")]
    [InlineData("a rule that must hold", "    servers: # consulgen:ignore unknown-key a laptop", "single-server, unknown-rule")]
    [InlineData("no comment", "    vars: { a: \"consulgen:ignore single-server a laptop\" }\n    servers:", "single-server")]
    public void does_not_hide(string why, string servers, string expected) => Assert.Equal((why, expected), (why, Report(servers)));

    [Fact]
    public void an_ignored_rule_without_a_finding_is_reported_at_its_place()
    {
        var findings = Inputs.Compile("lint: { ignore: { port-collision: old } }\nconsul: { version: 1.21.4 }\ndatacenters: { dc1: { servers: { hosts: { \"s[1:3]\": { address: \"10.0.0.[1:3]\" } } } } }\n").Findings;
        Assert.Equal(["1:19: warning unused-suppression: the rule \"port-collision\" is ignored here, but it has nothing to report"], findings.Select(Inputs.Show));
    }

    private static string Report(string servers) =>
        string.Join(", ", Inputs.Compile($"consul: {{ version: 1.21.4 }}\ndatacenters:\n  dc1:\n{servers}\n      hosts: {{ s: {{ address: 10.0.0.1 }} }}\n").Findings.Select(f => f.Rule));
}

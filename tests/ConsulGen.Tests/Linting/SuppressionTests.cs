using System.Collections.Immutable;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Linting;

public class SuppressionTests
{
    [Theory]
    [InlineData("at the line", "    servers: # consulgen:ignore single-server a laptop")]
    [InlineData("above it", "    # consulgen:ignore single-server a laptop\n    servers:")]
    [InlineData("above another comment", "    # consulgen:ignore single-server a laptop\n    # more\n    servers:")]
    public void hides_a_finding(string where, string servers)
    {
        foreach (var end in new[] { "\n", "\r\n", "\r" }) Assert.Equal((where, end, ""), (where, end, Report(servers, end)));
    }

    [Fact]
    public void of_two_comments_about_one_line_the_second_is_reported() => Assert.Equal(
        ["5:7: warning unused-suppression: the rule \"single-server\" is ignored here, but the comment at 4:7 does so already"],
        Compile("    # consulgen:ignore single-server a laptop\n    # consulgen:ignore single-server it is mine\n    servers:").Select(Inputs.Show));

    [Fact]
    public void two_rules_are_ignored_above_one_line() => Assert.Equal(
        ["4:7: warning unused-suppression: the rule \"even-server-count\" is ignored here, but it has nothing to report"],
        Compile("    # consulgen:ignore even-server-count a laptop\n    # consulgen:ignore single-server a laptop\n    servers:").Select(Inputs.Show));

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
        var findings = Inputs.Compile(
            "lint: { ignore: { port-collision: old } }\nconsul: { version: 1.21.4 }\ndatacenters: { dc1: { servers: { hosts: { \"s[1:3]\": { address: "
                + "\"10.0.0.[1:3]\" } } } } }\n").Findings;
        Assert.Equal(
            ["1:19: warning unused-suppression: the rule \"port-collision\" is ignored here, but it has nothing to report"],
            findings.Select(Inputs.Show));
    }

    private static string Report(string servers, string lineEnd = "\n") => string.Join(", ", Compile(servers, lineEnd).Select(f => f.Rule));

    private static ImmutableArray<Finding> Compile(string servers, string lineEnd = "\n") => Inputs.Compile(
        $"consul: {{ version: 1.21.4 }}\ndatacenters:\n  dc1:\n{servers}\n      hosts: {{ s: {{ address: 10.0.0.1 }} }}\n".Replace(
            "\n",
            lineEnd,
            StringComparison.Ordinal)).Findings;
}

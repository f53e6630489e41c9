using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Hostile;

/// <summary>What Consul or supervisor would refuse is a finding, and what they take is none.</summary>
public class RefusedTests
{
    [Theory]
    [InlineData("agent: { retry_interval: \"${vars.v}\" }", "10", "wrong-type")]
    [InlineData("agent: { retry_interval: \"${vars.v}\" }", "10s", "")]
    [InlineData("agent: { retry_interval: \"${vars.v}\" }", "1m30s", "")]
    [InlineData("supervisor: { startsecs: \"${vars.v}\" }", "x", "override-form")]
    [InlineData("supervisor: { startsecs: \"${vars.v}\" }", "7", "")]
    [InlineData("supervisor: { process_name: \"${vars.v}\" }", "a b", "override-form")]
    [InlineData("supervisor: { process_name: \"${vars.v}\" }", "%(program_name)s", "")]
    [InlineData("supervisor: { stdout_logfile: \"${vars.v}\" }", "/var/log/%2e", "override-form")]
    [InlineData("supervisor: { stdout_logfile: \"${vars.v}\" }", "/var/log/%", "override-form")]
    [InlineData("supervisor: { stdout_logfile: \"${vars.v}\" }", "/var/log/%%2e", "")]
    public void what_a_placeholder_stands_for_is_checked(string setting, string value, string rule)
    {
        var findings = Inputs.Compile(
            $"consul: {{ version: 1.21.4, service_manager: supervisor }}\nvars: {{ v: \"{value}\" }}\n{setting}\n"
                + "datacenters: { dc1: { servers: { hosts: { \"s[1:3]\": { address: \"10.0.0.[1:3]\" } } } } }\n").Findings;
        Assert.Equal(rule, string.Join(", ", findings.Select(f => f.Rule)));
    }
}

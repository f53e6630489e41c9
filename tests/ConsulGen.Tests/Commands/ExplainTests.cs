using ConsulGen.Core.Consul.Keys;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Commands;

/// <summary><c>explain</c> of the agent's keys; pages of rules and dangers are tested with those.</summary>
public class ExplainTests
{
    private const string Class = "(no effect|reload|restart|procedure|not in place)";

    /// <summary>In the words of a plan's changes.</summary>
    private const string Change =
        $@"\n- a change: ({Class}( on servers, {Class} on clients)?: .+|restart|reload( from [0-9.]+, before it restart)?)"
            + "(; a reload switches TLS neither on nor off)?\n";

    /// <summary>One for each thing that there is to say.</summary>
    private static readonly string[] Shown =
    [
        "acl.tokens.agent", "acl_master_token", "audit", "auto_encrypt.tls", "autopilot.cleanup_dead_servers", "bind_addr", "ca_file", "check.http", "encrypt",
        "log_level", "performance.raft_multiplier", "ports", "primary_datacenter", "retry_join", "start_join", "telemetry.disable_compat_1.9",
        "tls.grpc.verify_incoming",
    ];

    [Fact]
    public void says_of_a_key_what_is_known() => Golden.CheckFile(
        Repository.PathOf("tests/ConsulGen.Tests/Cases/explain/keys.txt"),
        string.Join('\n', Shown.Select(k => Tool.Run("explain", k).Out)));

    [Fact]
    public void every_key_has_a_page() => Assert.All(AgentKeys.Instance.All, key =>
    {
        var ran = Tool.Run("explain", key.Path);
        Assert.Equal((0, ""), (ran.Code, ran.Error));
        Assert.StartsWith($"# {key.Path}\n\n", ran.Out, StringComparison.Ordinal);
        Assert.DoesNotContain(ran.Out.Split('\n'), l => l.EndsWith(": ", StringComparison.Ordinal) || l.EndsWith(' '));
        Assert.Matches(Change, ran.Out);
    });

    [Theory]
    [InlineData("retry_jion", "retry_join")]
    [InlineData("acl.token.agent", "acl.tokens.agent")]
    [InlineData("even-server-cuont", "even-server-count")]
    public void suggests_what_may_be_meant(string said, string meant)
    {
        var ran = Tool.Run("explain", said);
        Assert.Equal((2, $"consulgen: there is no rule and no key \"{said}\"; did you mean \"{meant}\"?\n"), (ran.Code, ran.Error));
    }
}

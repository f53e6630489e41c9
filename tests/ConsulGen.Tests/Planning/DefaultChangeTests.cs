using System.Collections.Immutable;
using ConsulGen.Core.Consul.Releases.Defaults;
using ConsulGen.Core.Planning.Changes;
using ConsulGen.Core.Planning.Dangers;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Planning;

/// <summary>An upgrade reports the defaults that it changes for an inventory, and no others: <c>changed-defaults.tsv</c>.</summary>
public sealed class DefaultChangeTests
{
    private static readonly IReadOnlyList<string[]> Rows =
        [.. File.ReadLines(Repository.PathOf("tests/ConsulGen.Tests/Planning/changed-defaults.tsv")).Where(l => l[0] != '#').Select(l => l.Split('\t'))];

    public static TheoryData<string> Keys => [.. Rows.Select(r => r[0])];

    [Theory]
    [MemberData(nameof(Keys))]
    public void an_upgrade_reports_what_it_changes(string key)
    {
        var row = Rows.Single(r => r[0] == key);
        Assert.All(row[1].Split(' '), upgrade => Assert.Contains(Of(upgrade, row[3]), d => IsOf(key, d)));
        Assert.All(row[2].Split(' '), upgrade => Assert.DoesNotContain(Of(upgrade, row[3]), d => IsOf(key, d)));
        Assert.All(row[1].Split(' '), upgrade => Assert.DoesNotContain(Of(upgrade, row[4]), d => IsOf(key, d)));
        Assert.All(row[1].Split(' '), upgrade => Assert.DoesNotContain(Of(upgrade, row[3], row[4]), d => IsOf(key, d)));
    }

    [Theory]
    [InlineData("limits.rpc_max_conns_per_client", "1.6.2>1.6.3", "s")]
    [InlineData("limits.http_max_conns_per_client", "1.6.2>1.6.3", "c s")]
    [InlineData("use_streaming_backend", "1.9.17>1.10.12", "c s")]
    [InlineData("connect.enabled", "1.13.9>1.14.11", "s")]
    [InlineData("peering.enabled", "1.13.9>1.14.11", "s")]
    [InlineData("ports.grpc_tls", "1.13.9>1.14.11", "s")]
    [InlineData("raft_logstore.backend", "1.19.2>1.20.5", "s")]
    public void only_agents_that_notice_are_named(string key, string upgrade, string hosts) =>
        Assert.Equal(hosts.Split(' '), Assert.Single(Of(upgrade, "agent: {}"), d => IsOf(key, d)).Hosts);

    [Fact]
    public void every_default_has_a_row() => Assert.Equal(DefaultChanges.All.Select(d => d.Key), Rows.Select(r => r[0]));

    /// <summary>What is written and was so before needs nothing, whether a table of defaults or that of keys knows it.</summary>
    [Theory]
    [InlineData("1.13.9", "connect: { enabled: false }", "connect.enabled", ChangeClass.NoEffect)]
    [InlineData("1.14.11", "connect: { enabled: false }", "connect.enabled", ChangeClass.Restart)]
    [InlineData("1.14.11", "connect: { enabled: true }", "connect.enabled", ChangeClass.NoEffect)]
    [InlineData("1.14.11", "performance: { leave_drain_time: 5000ms }", "performance.leave_drain_time", ChangeClass.NoEffect)]
    [InlineData("1.14.11", "performance: { leave_drain_time: 6s }", "performance.leave_drain_time", ChangeClass.Restart)]
    [InlineData("1.14.11", "acl: { default_policy: allow }", "acl.default_policy", ChangeClass.Procedure)]
    public void a_default_that_is_written_down_changes_nothing(string version, string written, string path, ChangeClass expected)
    {
        var (silent, said) = (Inventory(version, "agent: {}"), Inventory(version, $"agent: {{ {written} }}"));
        Assert.Equal(expected, Class(silent, said));
        Assert.Equal(expected, Class(said, silent));

        ChangeClass Class(string old, string next) =>
            Assert.Single(DangerPage.Plan(old, next).Change.Agents.First(a => a.Agent.IsServer).Keys, k => k.Path == path).Class;
    }

    private static bool IsOf(string key, Danger danger) =>
        danger.Rule == "default-changed" && danger.Message.StartsWith($"{key} is ", StringComparison.Ordinal);

    /// <param name="later">Keys of the new inventory, where they are others.</param>
    private static ImmutableArray<Danger> Of(string upgrade, string keys, string? later = null) =>
        upgrade.Split('>') is [var old, var next]
            ? DangerPage.Plan(Inventory(old, keys), Inventory(next, later ?? keys)).Dangers
            : throw new InvalidDataException(upgrade);

    private static string Inventory(string version, string keys) =>
        $"{{ consul: {{ version: {version} }}, {keys}, datacenters: {{ dc1: {{ servers: {{ hosts: {{ s: {{ address: 10.0.0.1 }} }} }}, "
        + "clients: { hosts: { c: { address: 10.0.1.1 } } } } } }";
}

using ConsulGen.Core.Consul.Releases.Faults;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Linting;

/// <summary>The faults of releases are reported where they are and meet the inventory, and nowhere else: <c>release-faults.tsv</c>.</summary>
public sealed class ReleaseFaultTests
{
    private static readonly IReadOnlyList<string[]> Rows =
        [.. File.ReadLines(Repository.PathOf("tests/ConsulGen.Tests/Linting/release-faults.tsv")).Where(l => l[0] != '#').Select(l => l.Split('\t'))];

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Rows.Count)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void a_fault_is_reported_where_it_is(int number)
    {
        var (text, has, hasNot, meets, near) = Rows[number] is [var a, var b, var c, var d, var e] ? (a, b, c, d, e) : throw new InvalidDataException();
        Assert.All(has.Split(' '), version => Assert.Contains(Of(version, meets), f => IsOf(text, f)));
        Assert.All(hasNot.Split(' '), version => Assert.DoesNotContain(Of(version, meets), f => IsOf(text, f)));
        if (near != "-") Assert.All(has.Split(' '), version => Assert.DoesNotContain(Of(version, near), f => IsOf(text, f)));
    }

    [Fact]
    public void every_fault_has_a_row() =>
        Assert.All(ReleaseFault.All, f => Assert.Contains(Rows, r => f.Text.StartsWith(r[0], StringComparison.Ordinal)));

    /// <summary>Where the mend of one fault brought another, the way leads past both.</summary>
    [Theory]
    [InlineData("1.8.14", "use 1.8.17 or a later patch")]
    [InlineData("1.10.1", "use 1.10.4 or a later patch")]
    public void the_way_leads_past_the_next_fault(string version, string way)
    {
        const string keys = "agent: { verify_server_hostname: true, verify_outgoing: true, ca_file: /c/ca, cert_file: /c/s, key_file: /c/k }";
        Assert.Equal(way, Assert.Single(Of(version, keys), f => IsOf("a client with a certificate of the CA", f)).Help);
    }

    private static bool IsOf(string text, Finding finding) => finding.Message.Contains($" has a known fault: {text}", StringComparison.Ordinal);

    private static IEnumerable<Finding> Of(string version, string keys)
    {
        const string hosts = "{ dc1: { servers: { hosts: { s: { address: 10.0.0.1 } } }, clients: { hosts: { c: { address: 10.0.1.1 } } } } }";
        var datacenters = keys.Contains("datacenters: ", StringComparison.Ordinal) ? "" : $", datacenters: {hosts}";
        return Inputs.Compile($"{{ consul: {{ version: {version} }}, {keys}{datacenters} }}").Findings.Where(f => f.Rule == "known-bad-release");
    }
}

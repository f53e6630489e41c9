using ConsulGen.Core;
using ConsulGen.Core.Planning;
using ConsulGen.Core.Planning.Dangers;
using ConsulGen.Core.Planning.Transitions;
using ConsulGen.Core.Text;

namespace ConsulGen.Tests.Planning;

/// <summary>What is introduced in phases: each phase goes along with the one before and after it, and none can be skipped.</summary>
public sealed class PhaseTests
{
    private const string Agents = """
        datacenters:
          dc1:
            servers:
              hosts:
                "node[1:3]": { address: "10.0.0.[1:3]" }
            clients:
              hosts:
                "web[1:4]": { address: "10.0.1.[1:4]" }
        """;

    private const string Federation = """
        datacenters:
          dc1:
            servers:
              hosts:
                "node[1:3]": { address: "10.0.0.[1:3]" }
          dc2:
            servers:
              hosts:
                "node[4:6]": { address: "10.0.0.[4:6]" }
        """;

    private const string Files = "ca_file: /tls/ca.pem, cert_file: /tls/agent.pem, key_file: /tls/agent-key.pem";

    /// <summary>What stands in <c>agent</c> in each phase.</summary>
    private static readonly Dictionary<string, string[]> Phases = new()
    {
        ["gossip-encryption-switched"] =
        [
            "",
            "encrypt: { secret: key }, encrypt_verify_incoming: false, encrypt_verify_outgoing: false",
            "encrypt: { secret: key }, encrypt_verify_incoming: false, encrypt_verify_outgoing: true",
            "encrypt: { secret: key }",
        ],
        ["tls-switched"] =
        [
            "",
            $"{Files}",
            $"{Files}, verify_outgoing: true, verify_server_hostname: true",
            $"{Files}, verify_outgoing: true, verify_server_hostname: true, verify_incoming: true",
        ],
        ["tls-switched "] =
        [
            "",
            $"tls: {{ defaults: {{ {Files} }} }}",
            $"tls: {{ defaults: {{ {Files}, verify_outgoing: true }} }}",
            $"tls: {{ defaults: {{ {Files}, verify_outgoing: true, verify_incoming: true }} }}",
        ],
        ["acl-enforced"] =
        [
            "",
            "acl: { enabled: true, default_policy: allow }",
            "acl: { enabled: true, default_policy: allow, tokens: { agent: { secret: token } } }",
            "acl: { enabled: true, default_policy: deny, tokens: { agent: { secret: token } } }",
        ],
    };

    public static TheoryData<string, int, int> Steps() => Changes((_, from, to) => Math.Abs(from - to) == 1);

    /// <summary>ACLs that are switched off let everything through, and a token that comes before it is needed harms nobody.</summary>
    public static TheoryData<string, int, int> Skips() => Changes((what, from, to) => Math.Abs(from - to) > 1 && (what != "acl-enforced" || to == 3));

    [Theory]
    [MemberData(nameof(Steps))]
    public void a_step_is_no_block(string what, int from, int to) =>
        Assert.All([Agents, Federation], hosts => Assert.DoesNotContain(Plan(what, from, to, hosts).Dangers, d => d.Severity == DangerSeverity.Block));

    [Theory]
    [MemberData(nameof(Skips))]
    public void a_skipped_phase_is_a_block(string what, int from, int to) =>
        Assert.All(
            [Agents, Federation],
            hosts => Assert.Contains(Plan(what, from, to, hosts).Dangers, d => d.Severity == DangerSeverity.Block && d.Rule == what.TrimEnd()));

    [Theory]
    [InlineData(
        0,
        3,
        "skipped are encrypt with encrypt_verify_outgoing and encrypt_verify_incoming false, "
            + "then encrypt_verify_outgoing true and encrypt_verify_incoming false")]
    [InlineData(1, 3, "skipped is encrypt_verify_outgoing true and encrypt_verify_incoming false")]
    [InlineData(3, 1, "skipped is encrypt_verify_outgoing true and encrypt_verify_incoming false")]
    public void a_skipped_phase_of_gossip_is_named(int from, int to, string skipped) =>
        Assert.EndsWith(
            skipped,
            Plan("gossip-encryption-switched", from, to, Agents).Dangers.Single(d => d.Severity == DangerSeverity.Block).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("gossip", "", "encrypt: { secret: key }")]
    [InlineData("tls", "", $"{Files}, verify_incoming: true, verify_outgoing: true, verify_server_hostname: true")]
    [InlineData("tls", "", $"tls: {{ defaults: {{ {Files}, verify_incoming: true, verify_outgoing: true }} }}")]
    [InlineData("acl", "", "acl: { enabled: true, default_policy: deny, tokens: { agent: { secret: token } } }")]
    [InlineData("acl", "", "acl: { enabled: true, default_policy: deny, enable_token_persistence: true }")]
    [InlineData(
        "ca",
        $"{Files}, verify_incoming: true, verify_outgoing: true",
        "ca_file: /tls/new-ca.pem, cert_file: /tls/new.pem, key_file: /tls/new-key.pem, verify_incoming: true, verify_outgoing: true")]
    public void a_transition_takes_the_steps(string name, string old, string next)
    {
        var transition = TransitionCatalog.Find(name) ?? throw new InvalidOperationException(name);
        var from = Compile(Inventory(old, Agents));
        var to = Compile(Inventory(next, Agents));
        Assert.Contains(DangerPage.Plan(Inventory(old, Agents), Inventory(next, Agents)).Dangers, d => d.Severity == DangerSeverity.Block);

        var phases = transition.Phases(from, to);

        Assert.Null(phases.Problem);
        var before = from;
        foreach (var phase in phases.Phases)
        {
            var after = Compilation.Run(phase.Sources, "inventory");
            Assert.DoesNotContain(
                Planner.Make(before, after)?.Dangers ?? throw new InvalidOperationException(phase.Name),
                d => d.Severity == DangerSeverity.Block);
            before = after;
        }
    }

    private static Compilation Compile(string yaml) => Compilation.Run([new SourceText("inventory.yml", yaml)], "inventory");

    private static TheoryData<string, int, int> Changes(Func<string, int, int, bool> isWanted)
    {
        var changes = new TheoryData<string, int, int>();
        foreach (var (what, phases) in Phases)
            for (var from = 0; from < phases.Length; from++)
                for (var to = 0; to < phases.Length; to++)
                    if (isWanted(what, from, to)) changes.Add(what, from, to);
        return changes;
    }

    private static Plan Plan(string what, int from, int to, string hosts) =>
        DangerPage.Plan(Inventory(Phases[what][from], hosts), Inventory(Phases[what][to], hosts));

    private static string Inventory(string agent, string hosts) =>
        $"secrets: {{ key: {{ env: GOSSIP_KEY }}, token: {{ env: AGENT_TOKEN }} }}\nagent: {{ primary_datacenter: "
            + $"dc1{(agent.Length == 0 ? "" : ", " + agent)} }}\n{hosts}\n";
}

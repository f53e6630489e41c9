using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Consul.Keys;
using ConsulGen.Core.Emitters.Building;
using ConsulGen.Core.Planning.Changes;
using ConsulGen.Core.Topologies;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Install;

/// <summary>That install.sh reloads only where a plan says so: it compares a hash of what a reload does not take.</summary>
public sealed class RestartPartTests
{
    private static readonly string[] Others = ["consul.", "systemd.", "supervisor.", "services."];

    public static TheoryData<string> Changes =>
        [.. Directory.GetDirectories(Repository.PathOf("tests/ConsulGen.Tests/Cases/plan")).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [InlineData("log_level: DEBUG", "log_level: WARN", true)]
    [InlineData("log_level: DEBUG", "{}", true)]
    [InlineData("{}", "retry_join: [10.0.0.7]", true)]
    [InlineData("{}", "performance: { raft_multiplier: 1 }", false)]
    [InlineData("{}", "telemetry: { prefix_filter: [\"-consul.x\"] }", true)]
    [InlineData("telemetry: { prefix_filter: [\"-consul.x\"], disable_hostname: true }", "telemetry: { disable_hostname: true }", true)]
    [InlineData("{}", "telemetry: { disable_hostname: true }", false)]
    [InlineData("log_rotate_duration: 24h", "log_rotate_duration: 12h", false)]
    [InlineData("{}", "tls: { defaults: { ca_file: /etc/ca.pem, cert_file: /etc/c.pem, key_file: /etc/k.pem } }", false)]
    [InlineData(
        "tls: { defaults: { ca_file: /etc/ca.pem, cert_file: /etc/c.pem, key_file: /etc/k.pem } }",
        "tls: { defaults: { ca_file: /etc/ca2.pem, cert_file: /etc/c.pem, key_file: /etc/k.pem } }",
        true)]
    public void differs_where_a_reload_is_not_enough(string before, string after, bool isSame) =>
        Assert.Equal(isSame, Part(before) == Part(after));

    /// <summary>The other way round it may: a value that is the default is none to the plan.</summary>
    [Theory]
    [MemberData(nameof(Changes))]
    public void differs_wherever_a_plan_restarts(string name)
    {
        var folder = Repository.PathOf($"tests/ConsulGen.Tests/Cases/plan/{name}/");
        if (Inputs.Compile(File.ReadAllText(folder + "old.yml"), name).Topology is not { } old) return;
        if (Inputs.Compile(File.ReadAllText(folder + "new.yml"), name).Topology is not { } next) return;

        Assert.All(
            TopologyDifference.Of(old, next).Agents.Where(a => a is { Old: not null, New: not null }
                && a.Keys.Any(k => k.Class >= ChangeClass.Restart && !k.IsRename && Reaches(k.Path))),
            a => Assert.NotEqual(PartOf(a.Old!, old), PartOf(a.New!, next)));

        static bool Reaches(string path) =>
            !Others.Any(o => path.StartsWith(o, StringComparison.Ordinal)) && path is not ("address" or "wan_address" or "zone");
    }

    [Fact]
    public void knows_keys_that_there_are() => Assert.All(RestartPart.AtStart, k => Assert.NotNull(AgentKeys.Instance.Find(k)));

    [Theory]
    [InlineData("agent: { encrypt: { secret: k } }", "restart")]
    [InlineData("agent: { acl: { enabled: true, tokens: { default: { secret: k } } } }", "reload")]
    [InlineData("services: { web: { port: 80, token: { secret: k } } }", "reload")]
    [InlineData("agent: { encrypt: { secret: k }, acl: { enabled: true, tokens: { default: { secret: k } } } }", "restart")]
    [InlineData("{}", "")]
    public void says_what_a_new_secret_asks(string keys, string need) =>
        Assert.Equal(need, Setting(Conf($"secrets: {{ k: {{ env: CG_K }} }}\n{(keys == "{}" ? "" : keys)}"), "secrets_need"));

    private static string Part(string agent) => Setting(Conf(agent == "{}" ? "" : $"agent: {{ {agent} }}"), "restart_part");

    private static string Conf(string keys) => Inputs.Build(
        $"consul: {{ version: 1.21.4 }}\n{keys}\ndatacenters: {{ dc1: {{ servers: {{ hosts: {{ \"s[1:3]\": {{ address: \"10.0.0.[1:3]\" }} }} }} }} }}\n")
        .Text("hosts/dc1/s1/install.conf");

    private static string PartOf(Agent agent, Topology topology) =>
        Setting(BundleBuilder.FilesOf(agent, topology).Single(f => f.Path.EndsWith("/install.conf", StringComparison.Ordinal)).Text, "restart_part");

    private static string Setting(string conf, string name) =>
        conf.Split('\n').Single(l => l.StartsWith(name + "='", StringComparison.Ordinal))[(name.Length + 2)..^1];
}

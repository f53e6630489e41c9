using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Commands;

/// <summary><c>--profile</c> says what the cluster is for.</summary>
public sealed class ProfileTests : IDisposable
{
    private const string OneServer = "consul: { version: 1.21.4 }\ndatacenters: { dc1: { servers: { hosts: { a: { address: 10.0.0.1 } } } } }\n";

    private const string ThreeZones =
        "datacenters: { dc1: { servers: { hosts: { "
        + "a: { address: 10.0.0.1, zone: a }, b: { address: 10.0.0.2, zone: b }, c: { address: 10.0.0.3, zone: c } } } } }\n";

    private static readonly string[] Blocks = ["gossip: {}\n", "tls: { https: true }\n", "acl: {}\n"];

    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("dev", "info", 0)]
    [InlineData("default", "warning", 0)]
    [InlineData("production", "error", 1)]
    [InlineData("Production", "error", 1)]
    public void decides_how_much_a_finding_matters(string profile, string severity, int code)
    {
        var result = Tool.RunWith(OneServer, "lint", "-", "--profile", profile);
        Assert.Equal(code, result.Code);
        Assert.StartsWith($"<stdin>:2:23: {severity} single-server:", result.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dev")]
    [InlineData("production")]
    public void the_inventory_comes_first(string profile)
    {
        var result = Tool.RunWith(OneServer + "lint: { severity: { single-server: warning } }\n", "lint", "-", "--profile", profile);
        Assert.StartsWith("<stdin>:2:23: warning single-server:", result.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dev", 0)]
    [InlineData("production", 1)]
    public void decides_what_is_built(string profile, int code)
    {
        var path = _scratch.Write("x.yml", OneServer);
        var result = Tool.Run("build", path, "-o", _scratch["output"], "--profile", profile);
        Assert.Equal((code, code == 0), (result.Code, Directory.Exists(_scratch["output/x"])));
    }

    [Fact]
    public void production_is_told_what_is_open_and_the_word_that_mends_it()
    {
        const string Open = "consul: { version: 1.21.4 }\nagent: { client_addr: 0.0.0.0 }\nsecrets: { old: { env: OLD } }\n" + ThreeZones;
        Assert.Equal(("", 0), (Tool.RunWith(Open, "lint", "-").Out, Tool.RunWith(Open, "lint", "-").Code));
        var found = Tool.RunWith(Open, "lint", "-", "--profile", "production");
        Assert.Equal(1, found.Code);
        Says("2:23: error api-unencrypted", "write tls: { https: true }");
        Says("3:24: warning unused-secret", "use it, or remove it");
        Says("4:16: error acl-off", "write acl: { default_policy: deny }");
        Says("4:16: error gossip-unencrypted", "write gossip: { key: { secret: gossip_key } }");
        Says("4:16: error rpc-unencrypted", "write tls: { verify: full }");

        const string Secured =
            "consul: { version: 1.21.4 }\nagent: { client_addr: 0.0.0.0 }\ngossip: {}\ntls: { https: true }\nacl: {}\nsecrets: { gossip_key: { env: KEY } }\n";
        Assert.Equal("", Tool.RunWith(Secured + ThreeZones, "lint", "-", "--profile", "production").Out);

        void Says(string rule, string help)
        {
            var at = found.Out.IndexOf(rule, StringComparison.Ordinal);
            Assert.True(at >= 0, $"{rule} is not in\n{found.Out}");
            Assert.StartsWith("help: " + help, found.Out[found.Out.IndexOf("help: ", at, StringComparison.Ordinal)..], StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("gossip: { verify: none }", "gossip-unencrypted", "gossip is sent without the key")]
    [InlineData("gossip: { verify: outgoing }", "gossip-unencrypted", "gossip is taken without the key")]
    [InlineData("tls: { verify: outgoing }", "rpc-unencrypted", "answer callers without a certificate")]
    [InlineData("tls: { verify: none }", "rpc-unencrypted", "without TLS")]
    [InlineData("acl: { default_policy: allow }", "acl-off", "allows what no rule forbids")]
    [InlineData("acl: { enabled: false }", "acl-off", "have no ACLs")]
    [InlineData("agent: { addresses: { http: 10.0.0.1 } }", "api-unencrypted", "at 10.0.0.1, port 8500")]
    public void production_is_told_what_is_half_open(string half, string rule, string message)
    {
        var rest = string.Concat(Blocks.Where(b => b[..3] != half[..3]));
        var found = Tool.RunWith(
            $"consul: {{ version: 1.21.4 }}\n{half}\n{rest}secrets: {{ gossip_key: {{ env: KEY }} }}\n" + ThreeZones,
            "lint",
            "-",
            "--profile",
            "production");
        Assert.Contains($"error {rule}: ", found.Out, StringComparison.Ordinal);
        Assert.Contains(message, found.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void the_bundle_does_not_know_it()
    {
        var path = _scratch.Write("x.yml", OneServer);
        Tool.Run("build", path, "-o", _scratch["output"], "--profile", "dev");
        Assert.Equal(0, Tool.Run("build", path, "-o", _scratch["output"], "--check").Code);
    }

    [Fact]
    public void the_list_of_rules_has_its_severities()
    {
        Assert.Matches("single-server +error ", Tool.Run("rules", "--profile", "production").Out);
        Assert.Matches("single-server +info ", Tool.Run("rules", "--profile", "dev").Out);
        Assert.Matches("single-server +warning ", Tool.Run("rules").Out);
    }

    [Fact]
    public void another_name_is_wrong_usage() => Assert.Equal(2, Tool.RunWith(OneServer, "lint", "-", "--profile", "staging").Code);
}

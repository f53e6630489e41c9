using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Consumers;

/// <summary>
/// A secured cluster from nothing, as the bundle's README has it: certificates by <c>tls/ca.sh</c>, servers that start without a token, and
/// <c>acl/bootstrap.sh</c>, which is killed on its way again and again, until every agent has a token of its own.
/// </summary>
[Collection(nameof(ClusterConsumerTests))]
public sealed class LiveBootstrapTests : IDisposable
{
    private const string Program = "usr/local/bin/consul";

    private static readonly string[] Servers = ["s1", "s2", "s3"];

    private readonly NamespaceMachines _machines = new();

    private string Keys => _machines["keys"];

    private string Bundle => _machines["bundle/live"];

    public void Dispose() => _machines.Dispose();

    [NamespaceTheory("nsenter", "chroot", "mount", "curl", "openssl")]
    [ConsulRelease("1.6.5")]
    [ConsulRelease("1.8.4")]
    [ConsulRelease("1.10.11")]
    public void every_agent_gets_a_token_of_its_own_from_a_bootstrap_that_is_killed_on_its_way(string version)
    {
        Build(version);
        _machines.Do($"{Bundle}/tls/ca.sh --out {Keys}");
        foreach (var server in Servers) Start(version, server);

        // Each kill is a second later, so that it meets another step each time; the cluster still elects at first.
        foreach (var pause in (ReadOnlySpan<string>)["3", "6", "9", "1", "0.6", "1.5", "2"])
            _machines.Try($"timeout --signal KILL {pause} {Bootstrap} --servers");
        ResetWhereTheFirstTokenIsLost();
        var first = _machines.Do(Bootstrap + " --servers");
        Assert.Contains("3 agents have their tokens, 0 missing", first, StringComparison.Ordinal);
        Start(version, "c1");
        Start(version, "c2");
        var all = _machines.Do(Bootstrap);

        Assert.Contains("looked    5 agents are in the catalog with their services", all, StringComparison.Ordinal);
        Assert.Matches("^0 made, 0 changed, [0-9]+ kept; 5 agents have their tokens, 0 missing", all.Split('\n')[^1]);
        var tokens = Ask("s1", "/v1/acl/tokens", "management").Body!.AsArray().Select(t => (string)t!["Description"]!).ToList();
        Assert.Equal(tokens.Distinct().Count(), tokens.Count);
        // Of five agents each two, three that the script and Prometheus use, the first one and the anonymous one.
        Assert.Equal((5 * 2) + 3 + 2, tokens.Count);
        Least();
        Assert.Equal(2, Ask("c1", "/v1/catalog/service/web").Body!.AsArray().Count);

        // Its file came with the next install, which takes no token from an agent because a file is gone.
        var secrets = _machines["s1/etc/consul.d/secrets.json"];
        Install("s1");
        Assert.Contains(Token("tokens/dc1/s1/agent"), File.ReadAllText(secrets), StringComparison.Ordinal);
        File.Delete(_machines["s1/etc/consul.d/agent.token"]);
        var refused = Run.Program("bash", [Bundle + "/install.sh", "--root", _machines["s1"], Bundle + "/hosts/dc1/s1"]);
        Assert.Contains("agent.token is missing", refused.Error, StringComparison.Ordinal);

        // What is lost or changed comes back.
        File.Delete(Keys + "/tokens/dc1/c1/default.token");
        File.AppendAllText(Bundle + "/acl/dc1/policies/dns.hcl", "# changed\n");
        var again = _machines.Do(Bootstrap);
        Assert.Matches("changed +policy dns\n", again);
        Assert.Matches("^0 made, 1 changed", again.Split('\n')[^1]);
        NoSecretIn(File.ReadAllText(_machines["seen"]), first, all, again);
    }

    /// <summary>
    /// Consul chooses the first token, and so it is lost where the kill comes between its answer and the script's file. The operator then
    /// does as the script's message says: the leader takes a number from its data folder, once.
    /// </summary>
    private void ResetWhereTheFirstTokenIsLost()
    {
        if (File.Exists(Keys + "/dc1/management.token")) return;
        var reset = Regex.Match(_machines.Try(Bootstrap + " --servers").Said, "reset index: ([0-9]+)").Groups[1].Value;
        if (reset.Length == 0) return;
        foreach (var server in Servers) File.WriteAllText(_machines[server + "/opt/consul/acl-bootstrap-reset"], reset);
    }

    /// <summary>What each token may do, and what it may not.</summary>
    private void Least()
    {
        Assert.Equal(403, Ask("s1", "/v1/acl/tokens").Status);
        foreach (var (token, may, mayNot) in new[]
        {
            ("verify", "/v1/operator/raft/configuration", "/v1/acl/policies"),
            ("prometheus", "/v1/agent/metrics", "/v1/operator/raft/configuration"),
            ("setter", "/v1/agent/self", "/v1/acl/tokens"),
        })
        {
            Assert.Equal(200, Ask("s1", may, token).Status);
            Assert.Equal(403, Ask("s1", mayNot, token).Status);
        }

        // With a word more about the node, as what changes nothing is asked no rights of; and with all that the agent said of itself, which a
        // registration would take away, until the agent looks next time.
        foreach (var (node, status) in new[] { ("c1", 200), ("c2", 403) })
        {
            var said = Ask("s1", "/v1/catalog/node/" + node, "verify").Body!["Node"]!;
            var more = new JsonObject { ["ID"] = said["ID"]!.DeepClone(), ["Node"] = node, ["Address"] = said["Address"]!.DeepClone() };
            more["TaggedAddresses"] = said["TaggedAddresses"]!.DeepClone();
            more["NodeMeta"] = new JsonObject { ["seen"] = "here" };
            Assert.Equal(status, Ask("s1", "/v1/catalog/register", "../tokens/dc1/c1/agent", more.ToJsonString()).Status);
        }

        Assert.Equal(403, Ask("s1", "/v1/kv/x", "../tokens/dc1/c1/default", "x").Status);
    }

    /// <summary>The command lines and environments of all that spoke with the agents, and what was printed.</summary>
    private void NoSecretIn(params string[] texts)
    {
        var secrets = Directory.GetFiles(Keys, "*.token", SearchOption.AllDirectories).Select(f => File.ReadAllText(f).Trim()).Distinct().ToList();
        Assert.InRange(secrets.Count, 10, 100);
        Assert.Contains("curl --config -", texts[0], StringComparison.Ordinal);
        Assert.All(texts, t => Assert.All(secrets, s => Assert.DoesNotContain(s, t, StringComparison.Ordinal)));
        var modes = Run.Program("find", [Keys, "-name", "*.token", "-not", "-perm", "600"]);
        Assert.Equal("", modes.Out);
    }

    private string Bootstrap => $"{Bundle}/acl/bootstrap.sh --out {Keys} --wait 40 --via {_machines["via"]}";

    private void Build(string version)
    {
        var inventory = _machines["bundle/live.yml"];
        Directory.CreateDirectory(_machines["bundle"]);
        File.WriteAllText(inventory, $$"""
            consul: { version: {{version}}, user: root }
            secrets:
              gossip_key: { env: CG_GOSSIP_KEY }
              agent_token: { file: /etc/consul.d/agent.token }
            gossip: {}
            tls: {}
            acl: {}
            agent: { data_dir: /opt/consul }
            datacenters:
              dc1:
                servers: { hosts: { "s[1:3]": { address: "10.72.1.[1:3]" } } }
                clients:
                  services: { web: { port: 80 } }
                  hosts: { "c[1:2]": { address: "10.72.1.1[1:2]" } }
            prometheus: { scrape_agents: true, jobs: { web: { tag: www } } }
            """);
        var built = Tool.Run("build", inventory, "-o", _machines["bundle"], "--quiet");
        Assert.True(built.Code == 0, built.Out + built.Error);
        foreach (var (host, address) in new[] { ("s1", "1"), ("s2", "2"), ("s3", "3"), ("c1", "11"), ("c2", "12") })
            _machines.Do($"machine {host} 10.72.1.{address}; echo ${{nets[{host}]}} >{_machines["net-10.72.1." + address]}");
        File.WriteAllText(_machines["via"], $"""
            #!/bin/bash
            printf '%s\n' "$*" >>{_machines["seen"]}
            env >>{_machines["seen"]}
            exec nsenter --net="/proc/$(<{_machines["net-"]}$1)/ns/net" bash -c "$2"

            """);
        _machines.Do("chmod +x " + _machines["via"]);
    }

    /// <summary>As README has it: what is kept for the host goes to its place, then its files, then it starts.</summary>
    private void Start(string version, string host)
    {
        Install(host);
        var unit = File.ReadAllText(_machines[host + "/etc/systemd/system/consul.service"]);
        var command = Regex.Match(unit, "^ExecStart=[^ ]+ (.+)$", RegexOptions.Multiline).Groups[1].Value;
        _machines.Do($"agent {host} {Program} {ConsulReleaseAttribute.Binary(version)} {command}");
    }

    private void Install(string host)
    {
        _machines.Do($"mkdir -p {_machines[host]} && cp -a {Keys}/hosts/dc1/{host}/. {_machines[host]}");
        var key = "CG_GOSSIP_KEY=pUqJrVyVRj5jsiYEkM/tFQYfWyJIv4s3XkvDwy7Cu5s=";
        var ran = Run.Program("env", [key, "bash", Bundle + "/install.sh", "--root", _machines[host], $"{Bundle}/hosts/dc1/{host}"]);
        Assert.True(ran.ExitCode == 0, ran.Error + ran.Out);
    }

    private string Token(string name) => File.ReadAllText($"{Keys}/{name}.token").Trim();

    /// <summary>By one of the tokens of the datacenter; without one where none is named.</summary>
    private (int Status, JsonNode? Body) Ask(string host, string path, string? token = null, string? put = null)
    {
        // A machine with much to do loses its leader now and then.
        for (var i = 0; ; i++)
        {
            var answer = AskOnce(host, path, token, put);
            if (answer.Status is 200 or 403 || i == 20) return answer;
            Thread.Sleep(500);
        }
    }

    private (int Status, JsonNode? Body) AskOnce(string host, string path, string? token, string? put)
    {
        var words = new List<string> { "curl", "-s", "--max-time", "10", "-w", "\n%{http_code}", "http://127.0.0.1:8500" + path };
        if (token is not null) words.AddRange(["-H", "X-Consul-Token: " + Token("dc1/" + token)]);
        if (put is not null) words.AddRange(["-X", "PUT", "-d", put]);
        var lines = _machines.On(host, words).Split('\n');
        var status = int.Parse(lines[^1], System.Globalization.CultureInfo.InvariantCulture);
        return (status, status == 200 && lines.Length > 1 && lines[0] is ['[' or '{', ..] ? JsonNode.Parse(lines[0]) : null);
    }
}

using ConsulGen.Core.Text;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Consumers;

/// <summary>What real agents say of the keys that blocks become.</summary>
[Collection(nameof(ClusterConsumerTests))]
public class ReadyMadeSecurityConsumerTests
{
    private const string Token = "5e8cdb2b-97bd-4b7c-9a0e-0f5e9c2a3d41";

    public static TheoryData<string> Versions => ConsulBinaries.Versions;

    /// <summary>Certificates are those of the bundle's own <c>tls/ca.sh</c>; every agent has the first token, which a bootstrap would replace.</summary>
    [NamespaceTheory("nsenter", "chroot", "mount", "curl", "openssl", "tar")]
    [ConsulRelease("1.1.0")]
    [ConsulRelease("1.6.5")]
    [ConsulRelease("1.8.4")]
    [ConsulRelease("1.10.11")]
    public void a_cluster_of_the_blocks_talks_tls_and_answers_tokens_only(string version)
    {
        using var cluster = new LiveCluster(version);
        cluster.Secrets["GOSSIP"] = Convert.ToBase64String([.. Enumerable.Range(1, 16).Select(i => (byte)i)]);
        cluster.Secrets["TOKEN"] = Token;
        var bundle = cluster.Build([new SourceText("live.yml",
            $$"""
            name: live
            consul: { version: {{version}} }
            agent: { data_dir: /opt/consul/data, client_addr: 0.0.0.0, retry_interval: 1s, performance: { raft_multiplier: 1 } }
            gossip: {}
            tls: { https: true }
            acl: { tokens: { initial_management: { secret: token }, agent: { secret: token } } }
            secrets: { gossip_key: { env: GOSSIP }, token: { env: TOKEN } }
            datacenters:
              dc1:
                servers: { hosts: { s1: { address: 10.0.0.1 }, s2: { address: 10.0.0.2 }, s3: { address: 10.0.0.3 } } }
                clients: { hosts: { c1: { address: 10.0.0.4 } } }

            """)]);
        using var ca = new ScratchFolder();
        Bash($"'{bundle}/tls/ca.sh' --out '{ca["ca"]}'");
        foreach (var host in cluster.Agents.Keys)
        {
            Bash($"'{bundle}/tls/ca.sh' --out '{ca["ca"]}' --pack dc1/{host} | tar -x --no-same-owner -C '{cluster[host]}'");
            cluster.Install(bundle, host);
        }

        foreach (var host in cluster.Agents.Keys) cluster.Start(host);
        cluster.Until(() => "four members", () => Https("10.0.0.2", "agent/members", Token).Split("\"Status\":1").Length - 1 == 4);
        cluster.Until(() => "four registered nodes", () => Https("10.0.0.4", "catalog/nodes", Token).Split("\"Node\":").Length - 1 == 4);
        Assert.Equal("true", Https("10.0.0.4", "kv/written", Token, "-X", "PUT", "-d", "x"));

        Assert.Equal("403", Https("10.0.0.2", "agent/self", "", "-o", "/dev/null", "-w", "%{http_code}"));
        Assert.NotEqual(0, cluster.Try("s1", "curl", "-s", "--max-time", "3", "http://10.0.0.2:8500/v1/status/leader").Code);
        var own = cluster.Try("s1", "curl", "-s", "--max-time", "3", "http://127.0.0.1:8500/v1/status/leader");
        Assert.StartsWith("\"10.0.0.", own.Said, StringComparison.Ordinal);

        string Https(string address, string path, string token, params string[] more) => cluster.Try(
            "s1",
            ["curl", "-s", "--max-time", "5", "--cacert", cluster["s1"] + "/etc/consul.d/tls/ca.pem", "-H", "X-Consul-Token: " + token, .. more,
                $"https://{address}:8501/v1/{path}"]).Said;

        static void Bash(string command)
        {
            var ran = Run.Program(Programs.Path("bash"), ["-c", "set -o pipefail; " + command]);
            Assert.True(ran.ExitCode == 0, ran.Error + ran.Out);
        }
    }

    [ConsulTheory]
    [MemberData(nameof(Versions), DisableDiscoveryEnumeration = true)]
    public void agents_of_each_role_take_their_keys(string version)
    {
        var bundle = Inputs.Build(
            $$$"""
            consulgen: 1
            consul: { version: {{{version}}}, config_format: json }
            agent: { client_addr: 0.0.0.0 }
            gossip: { verify: outgoing }
            tls: { clients: auto_encrypt, https: true }
            acl:
              policy_ttl: 60s
              role_ttl: 60s
              tokens: { agent: "1", agent_recovery: "2", default: "3", dns: "4", initial_management: "5", replication: "6" }
            secrets: { gossip_key: { value: MTIzNDU2Nzg5MDEyMzQ1Ng== } }
            lint:
              ignore: { plaintext-secret: test, known-bad-release: test, management-token-form: test, implicit-primary-datacenter: test }
            datacenters:
              dc1:
                servers: { hosts: { "s[1:3]": { address: "10.0.0.[1:3]" } } }
                clients: { hosts: { c1: { address: 10.0.0.11 }, c2: { address: 10.0.0.12, tls: { clients: files } } } }
              dc2:
                servers: { hosts: { "t[1:3]": { address: "10.0.1.[1:3]" } } }

            """);
        using var folder = new ScratchFolder();
        foreach (var host in new[] { "dc1/s1", "dc1/c1", "dc1/c2", "dc2/t1" })
        {
            var file = folder[$"{Path.GetFileName(host)}.json"];
            File.WriteAllText(file, bundle.Text($"hosts/{host}/rootfs/etc/consul.d/consul.json"));
            var ran = Run.Program(ConsulBinaries.Path(version), ["validate", file]);
            Assert.True(ran.ExitCode == 0, $"{host}: {ran.Error}{ran.Out}");
            Assert.DoesNotContain("deprecated", ran.Error + ran.Out, StringComparison.OrdinalIgnoreCase);
        }
    }
}

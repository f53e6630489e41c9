using ConsulGen.Core;
using ConsulGen.Core.Planning;
using ConsulGen.Core.Planning.Raft;
using ConsulGen.Core.Planning.Transitions;
using ConsulGen.Core.Text;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Consumers;

/// <summary>Transitions keep a cluster whole: each phase is deployed by its plan, and at every step all servers are there in the end.</summary>
[Collection(nameof(ClusterConsumerTests))]
public class LiveTransitionTests
{
    private const string Servers =
        "datacenters: { dc1: { servers: { hosts: { s1: { address: 10.0.0.1 }, s2: { address: 10.0.0.2 }, s3: { address: 10.0.0.3 } } } } }\n";

    [NamespaceTheory("nsenter", "chroot", "mount", "curl")]
    [ConsulRelease("1.10.11")]
    public void gossip_encryption_is_switched_on_and_nobody_is_lost(string version)
    {
        using var cluster = new LiveCluster(version);
        cluster.Secrets["GOSSIP_KEY"] = Convert.ToBase64String([.. Enumerable.Range(1, 32).Select(i => (byte)i)]);
        Carry(cluster, "gossip", Inventory(version, ""), Inventory(version, ", encrypt: { secret: gossip_key }"));

        // One that has no key is not let in.
        Assert.Contains("[3/3]", cluster.Consul("s1", "keyring", "-list"), StringComparison.Ordinal);
        IsRefused(cluster, Inventory(version, ""), "remote state is not encrypted");
        Assert.Equal(1, cluster.Alive("s3"));
    }

    [NamespaceTheory("nsenter", "chroot", "mount", "curl", "openssl")]
    [ConsulRelease("1.10.11")]
    public void tls_is_switched_on_and_nobody_is_lost(string version)
    {
        using var cluster = new LiveCluster(version);
        Carry(
            cluster,
            "tls",
            Inventory(version, ""),
            Inventory(
                version,
                ", ca_file: /tls/ca.pem, cert_file: /tls/agent.pem, key_file: /tls/agent-key.pem, verify_incoming: true, verify_outgoing: true, "
                    + "verify_server_hostname: true"));

        IsRefused(cluster, Inventory(version, ""), "Non-TLS connection attempted with VerifyIncoming set");
    }

    /// <summary>The last server goes back to an inventory, and one of the others says what it does not like.</summary>
    private static void IsRefused(LiveCluster cluster, SourceText inventory, string complaint)
    {
        cluster.Install(cluster.Build([inventory]), "s3");
        cluster.Stop("s3");
        // Serf keeps a key that it once had.
        Directory.Delete(cluster["s3"] + "/opt/consul/data/serf", recursive: true);
        cluster.Start("s3");
        cluster.Until(() => complaint, () => ((string[])["s1", "s2"]).Any(h => cluster.Log(h).Contains(complaint, StringComparison.Ordinal)));
    }

    private static void Carry(LiveCluster cluster, string kind, SourceText old, SourceText next)
    {
        var from = Compilation.Run([old], "live");
        var outcome = TransitionCatalog.Find(kind)!.Phases(from, Compilation.Run([next], "live"));
        Assert.Equal((null, 3), (outcome.Problem, outcome.Phases.Length));
        cluster.Boot(cluster.Build([old]));
        if (kind == "tls") Certificates(cluster);
        foreach (var phase in outcome.Phases)
        {
            var to = Compilation.Run(phase.Sources, "live");
            var plan = Planner.Make(from, to) ?? throw new InvalidOperationException(phase.Name);
            Assert.Equal((phase.Name, Verdict.Procedure), (phase.Name, plan.Verdict));
            cluster.Carry(plan, cluster.Build(phase.Sources), (step, _, work) =>
            {
                work();
                cluster.Await(RaftCluster.Of(["s1", "s2", "s3"]));
                cluster.Until(() => $"all alive after \"{step.Title}\" of {phase.Name}", () => cluster.Agents.Keys.All(h => cluster.Alive(h) == 3));
                Assert.True(cluster.Put("written", phase.Name));
            });
            from = to;
        }
    }

    /// <summary>A CA for this test, and a certificate of each server, where the inventory has them.</summary>
    private static void Certificates(LiveCluster cluster)
    {
        using var ca = new ScratchFolder();
        OpenSsl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=test CA", "-keyout", ca["ca-key.pem"], "-out", ca["ca.pem"]);
        foreach (var host in cluster.Agents.Keys)
        {
            var folder = Directory.CreateDirectory(cluster[host] + "/tls").FullName;
            var names = ca.Write(
                "names",
                $"subjectAltName=DNS:server.dc1.consul,DNS:localhost,IP:127.0.0.1,IP:{cluster.Agents[host].Address}\nextendedKeyUsage=serverAuth,clientAuth\n");
            OpenSsl("req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=server.dc1.consul", "-keyout", folder + "/agent-key.pem", "-out", ca["request.pem"]);
            OpenSsl(
                "x509",
                "-req",
                "-days",
                "2",
                "-in",
                ca["request.pem"],
                "-CA",
                ca["ca.pem"],
                "-CAkey",
                ca["ca-key.pem"],
                "-CAcreateserial",
                "-extfile",
                names,
                "-out",
                folder + "/agent.pem");
            File.Copy(ca["ca.pem"], folder + "/ca.pem");
        }
    }

    private static void OpenSsl(params string[] arguments)
    {
        var ran = Run.Program(Programs.Path("openssl"), arguments);
        Assert.True(ran.ExitCode == 0, ran.Error);
    }

    private static SourceText Inventory(string version, string agent) => new("live.yml",
        $"name: live\nconsul: {{ version: {version} }}\nsecrets: {{ gossip_key: {{ env: GOSSIP_KEY }} }}\n"
        + $"agent: {{ data_dir: /opt/consul/data, performance: {{ raft_multiplier: 1 }}{agent} }}\n{Servers}");
}

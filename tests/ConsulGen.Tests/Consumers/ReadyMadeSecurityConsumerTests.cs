using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Consumers;

/// <summary>What real agents say of the keys that blocks become.</summary>
public class ReadyMadeSecurityConsumerTests
{
    public static TheoryData<string> Versions => ConsulBinaries.Versions;

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

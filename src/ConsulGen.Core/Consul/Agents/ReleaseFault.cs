using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Consul.Agents;

/// <summary>A fault of the releases from one to another, where it can show.</summary>
internal sealed record ReleaseFault(ConsulVersion From, ConsulVersion To, Func<Agent, Datacenter, bool> Meets, string Text, ConsulVersion Fixed)
{
    /// <summary>Source of all: docs, upgrade/version-specific, under the release's own heading.</summary>
    private static readonly ImmutableArray<ReleaseFault> All =
    [
        new(new(1, 3, 0), new(1, 3, 0), (a, d) => a.IsServer && HasClientBefore(d, new(1, 3, 0)), "while clients have 1.2.3 or earlier, catalogue queries ignore their tag", new(1, 3, 1)),
        new(new(1, 7, 0), new(1, 7, 1), (a, d) => a.IsServer && HasClientBefore(d, new(1, 7, 0)), "it refuses to show and renew sessions of clients with 1.6.4 or earlier", new(1, 7, 2)),
        new(new(1, 13, 0), new(1, 13, 0), (a, _) => a.IsServer && HasMesh(a), "a server does not start from the state of an earlier release that has mesh proxies", new(1, 13, 1)),
        new(new(1, 13, 0), new(1, 13, 1), (a, _) => IsAutomatic(a) && a.Ports["grpc"] > 0, "auto_encrypt and auto_config make gRPC want TLS, which proxies do not speak there", new(1, 13, 2)),
        new(new(1, 13, 8), new(1, 13, 8), (_, _) => true, "Nomad cannot read its version, and places nothing beside it", new(1, 13, 9)),
        new(new(1, 14, 0), new(1, 14, 0), (a, _) => a.Ports["https"] > 0 && a.Ports["grpc"] > 0, "with an HTTPS API, consul connect envoy speaks TLS to the plain gRPC port too", new(1, 14, 1)),
        new(new(1, 14, 10), new(1, 14, 10), IsVaultInNamespace, VaultText, new(1, 14, 11)),
        new(new(1, 15, 0), new(1, 15, 1), (a, _) => HasMesh(a), "services may lose the mesh after 72 hours, when their certificates are renewed", new(1, 15, 2)),
        new(new(1, 15, 6), new(1, 15, 6), IsVaultInNamespace, VaultText, new(1, 15, 7)),
        new(new(1, 16, 0), new(1, 16, 1), (a, _) => a.IsServer && HasMesh(a) && (a.Ports["grpc"] > 0 || a.Ports["grpc_tls"] > 0), "after a snapshot is restored, proxies that are served by servers get wrong upstreams", new(1, 16, 2)),
        new(new(1, 16, 2), new(1, 16, 2), IsVaultInNamespace, VaultText, new(1, 16, 3)),
        new(new(1, 16, 5), new(1, 16, 5), IsTerminating, TerminatingText, new(1, 16, 6)),
        new(new(1, 17, 2), new(1, 17, 2), IsTerminating, TerminatingText, new(1, 17, 3)),
    ];

    private const string VaultText = "the CA does not start with Vault's namespace, unless intermediate_pki_namespace and root_pki_namespace are set too";

    private const string TerminatingText = "terminating gateways check names too strictly, and refuse services outside of the mesh";

    /// <summary>The faults of an agent's release that it meets.</summary>
    public static ImmutableArray<ReleaseFault> Of(Agent agent, Datacenter datacenter)
    {
        ImmutableArray<ReleaseFault> faults = [];
        foreach (var fault in All)
            if (agent.Version >= fault.From && agent.Version <= fault.To && fault.Meets(agent, datacenter)) faults = faults.Add(fault);
        return faults;
    }

    private static bool HasClientBefore(Datacenter datacenter, ConsulVersion version) => datacenter.Clients.Any(c => c.Install.IsPinned && c.Version < version);

    /// <summary>The service mesh is on by default since 1.14.0.</summary>
    private static bool HasMesh(Agent agent) => agent.Config.Map("connect").Flag("enabled") ?? agent.Version.IsAtLeast(1, 14);

    private static bool IsAutomatic(Agent agent) =>
        agent.Config.Map("auto_encrypt").Flag("tls") == true || agent.Config.Map("auto_config").Flag("enabled") == true;

    private static bool IsVaultInNamespace(Agent agent, Datacenter datacenter)
    {
        var connect = agent.Config.Map("connect");
        var ca = connect.Map("ca_config");
        return agent.IsServer && connect.Text("ca_provider") == "vault" && DefinitionKeys.Has(ca, "namespace")
            && !(DefinitionKeys.Has(ca, "intermediate_pki_namespace") && DefinitionKeys.Has(ca, "root_pki_namespace"));
    }

    private static bool IsTerminating(Agent agent, Datacenter datacenter) =>
        AgentDefinitions.Of(agent).Services.Any(s => s["kind"] is ScalarValue { Text: "terminating-gateway" });
}

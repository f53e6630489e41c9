using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Consul.Releases.Faults;

/// <summary>A fault of some releases that was mended in later ones, where an inventory can show that it meets it.</summary>
/// <param name="Since">The first releases that have it.</param>
/// <param name="Fixed">The first releases that have it no more.</param>
/// <param name="Text">What happens; a clause.</param>
internal sealed record ReleaseFault(FirstReleases Since, FirstReleases Fixed, Func<Agent, Datacenter, bool> Meets, string Text)
{
    /// <summary>Source of all: docs, upgrade/version-specific, under the release's own heading.</summary>
    private static readonly ImmutableArray<ReleaseFault> All =
    [
        new("1.3.0", "1.3.1", (a, d) => a.IsServer && HasClientBefore(d, "1.3.0"), "while clients have 1.2.3 or earlier, catalogue queries ignore their tag"),
        new("1.7.0", "1.7.2", (a, d) => a.IsServer && HasClientBefore(d, "1.7.0"), "it refuses to show and renew sessions of clients with 1.6.4 or earlier"),
        new("1.13.0", "1.13.1", (a, _) => a.IsServer && HasMesh(a), "a server does not start from the state of an earlier release that has mesh proxies"),
        new(
            "1.13.0",
            "1.13.2",
            (a, _) => IsAutomatic(a) && a.Ports["grpc"] > 0,
            "auto_encrypt and auto_config make gRPC want TLS, which proxies do not speak there"),
        new("1.13.8", "1.13.9", (_, _) => true, "Nomad cannot read its version, and places nothing beside it"),
        new(
            "1.14.0",
            "1.14.1",
            (a, _) => a.Ports["https"] > 0 && a.Ports["grpc"] > 0,
            "with an HTTPS API, consul connect envoy speaks TLS to the plain gRPC port too"),
        new(
            "1.14.10, 1.15.6, 1.16.2",
            "1.14.11, 1.15.7, 1.16.3",
            IsVaultInNamespace,
            "the CA does not start with Vault's namespace, unless intermediate_pki_namespace and root_pki_namespace are set too"),
        new("1.15.0", "1.15.2", (a, _) => HasMesh(a), "services may lose the mesh after 72 hours, when their certificates are renewed"),
        new(
            "1.16.0",
            "1.16.2",
            (a, _) => a.IsServer && HasMesh(a) && (a.Ports["grpc"] > 0 || a.Ports["grpc_tls"] > 0),
            "after a snapshot is restored, proxies that are served by servers get wrong upstreams"),
        new("1.16.5, 1.17.2", "1.16.6, 1.17.3", IsTerminating, "terminating gateways check names too strictly, and refuse services outside of the mesh"),
    ];

    private ReleaseFault(string since, string mended, Func<Agent, Datacenter, bool> meets, string text)
        : this(FirstReleases.Parse(since), FirstReleases.Parse(mended), meets, text)
    {
    }

    /// <summary>The faults of an agent's release that it meets.</summary>
    public static ImmutableArray<ReleaseFault> Of(Agent agent, Datacenter datacenter)
    {
        ImmutableArray<ReleaseFault> faults = [];
        foreach (var fault in All)
            if (fault.Since.Include(agent.Version) && !fault.Fixed.Include(agent.Version) && fault.Meets(agent, datacenter)) faults = faults.Add(fault);
        return faults;
    }

    private static bool HasClientBefore(Datacenter datacenter, string release) =>
        ConsulVersion.Parse(release) is { } first && datacenter.Clients.Any(c => c.Install.IsPinned && c.Version < first);

    private static bool HasMesh(Agent agent) => agent.Config.Map("connect").Flag("enabled") ?? agent.Version.Has(Feature.ConnectByDefault);

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

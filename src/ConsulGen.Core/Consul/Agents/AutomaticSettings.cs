using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Consul.Agents;

/// <summary>What agents hand to each other: certificates with <c>auto_encrypt</c>, their whole configuration with <c>auto_config</c>.</summary>
internal readonly struct AutomaticSettings(Agent agent)
{
    /// <summary>A server signs certificates for clients that ask.</summary>
    public bool GivesCertificates => agent.Config.Map("auto_encrypt").Flag("allow_tls") is true;

    /// <summary>A server takes the certificates that auto_encrypt gave.</summary>
    public bool TrustsMesh => GivesCertificates
        || (agent.Version.Has(Feature.AutoConfigTrustsMesh)
            && agent.Mesh.IsOn
            && agent.Config.Map("auto_config").Map("authorization").Flag("enabled") is true);

    /// <summary>A client asks servers for its certificate.</summary>
    public bool AsksForCertificate => agent.Config.Map("auto_encrypt").Flag("tls") is true;

    /// <summary>A client asks servers for its configuration: TLS, the key of gossip, ACLs.</summary>
    public bool AsksForConfiguration => agent.Config.Map("auto_config").Flag("enabled") is true;
}

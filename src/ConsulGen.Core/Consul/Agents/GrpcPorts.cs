using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Consul.Agents;

/// <summary>
/// The ports on which an agent offers gRPC. Up to 1.12 it speaks TLS there when it also has an HTTPS port and a certificate, in 1.13 when
/// gRPC has a certificate, and from 1.14.0 on at <c>grpc_tls</c> only: Consul's documentation "Upgrading specific versions", 1.13 and 1.14;
/// github.com/hashicorp/consul issues 14211 and 14668.
/// </summary>
internal static class GrpcPorts
{
    /// <returns>By port, whether it speaks TLS.</returns>
    public static IReadOnlyDictionary<int, bool> Of(Agent agent)
    {
        var ports = new Dictionary<int, bool>();
        if (agent.Ports["grpc"] is > 0 and var grpc) ports[grpc] = IsEncrypted(agent);
        if (agent.Version.Has(Feature.GrpcTlsPort) && agent.Ports["grpc_tls"] is > 0 and var tls) ports[tls] = true;
        return ports;
    }

    private static bool IsEncrypted(Agent agent)
    {
        if (agent.Version.Has(Feature.GrpcTlsPort)) return false;
        var tls = agent.Version.Has(Feature.TlsStanza) ? agent.Config.Map("tls") : MapValue.Empty;
        var isNew = tls.Map("grpc")["cert_file"] is not null || tls.Map("defaults")["cert_file"] is not null;
        var hasHttps = agent.Ports["https"] > 0;
        return isNew ? hasHttps || agent.Version.Has(Feature.GrpcTlsWithoutHttps) : hasHttps && agent.Config["cert_file"] is not null;
    }
}

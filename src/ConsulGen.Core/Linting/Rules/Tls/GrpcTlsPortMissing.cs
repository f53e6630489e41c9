using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Tls;

internal sealed class GrpcTlsPortMissing()
    : LintRule("grpc-tls-port-missing", Severity.Error, "A certificate for gRPC has no port to be used on")
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var agent in topology.Agents.Where(a => a.Version.Has(Feature.GrpcTlsPort)))
        {
            if (agent.Ports["grpc"] == 0 || agent.Config.Map("ports")["grpc_tls"] is not null) continue;
            var settings = agent.Tls;
            if (Material(settings) is not { } material) continue;
            report(
                agent.Ports.SpanOf("grpc").PlaceOr(agent),
                $"ports.grpc is set and {material.Key} gives gRPC a certificate, but ports.grpc_tls is not set: "
                    + $"Consul {agent.Version} speaks no TLS on ports.grpc, and refuses to start",
                "set ports.grpc_tls, to 8503 or to -1, or rename ports.grpc to it");
        }
    }

    private static TlsSetting? Material(TlsSettings settings) => settings.Find(TlsSettings.Grpc, "cert_file") is { IsSet: true } certificate
        ? certificate
        : settings.GetsCertificate && settings.Find(TlsSettings.Grpc, "use_auto_cert") is { IsOn: true } auto ? auto : null;
}

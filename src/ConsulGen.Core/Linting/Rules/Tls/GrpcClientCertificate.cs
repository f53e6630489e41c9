using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Tls;

internal sealed class GrpcClientCertificate()
    : LintRule("grpc-client-certificate", Severity.Warning, "TLS for gRPC asks for a certificate that proxies do not have")
{
    /// <summary>The keys at the top do not concern gRPC.</summary>
    public override void Check(Topology topology, Report report)
    {
        foreach (var defined in topology.Definitions)
        {
            var agent = defined.Agent;
            if (!agent.Version.Has(Feature.TlsStanza) || !defined.Services.Any(DefinitionKeys.HasProxy)) continue;
            var tls = agent.Tls;
            if (tls.VerifyIncoming(TlsSettings.Grpc) is not { } setting || !tls.HasCertificate(TlsSettings.Grpc)) continue;
            if (!GrpcPorts.Of(agent).Values.Contains(true)) continue;
            report(
                agent.PlaceOf(setting.Value),
                $"{setting.Key} is true, so gRPC asks for a certificate too, and Envoy that consul connect envoy starts has none to show: "
                + $"proxies get no configuration",
                setting.Stanza == TlsSettings.Grpc ? "set it to false" : "set tls.grpc.verify_incoming: false beside it");
        }
    }
}

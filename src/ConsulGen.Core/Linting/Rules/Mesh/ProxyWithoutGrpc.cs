using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Mesh;

/// <summary>Consul's documentation "Envoy proxy configuration": the port of gRPC is off by default, but for a server's grpc_tls.</summary>
internal sealed class ProxyWithoutGrpc()
    : LintRule("proxy-without-grpc", Severity.Warning, "A sidecar or gateway has an agent that offers no gRPC")
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var defined in topology.Definitions)
        {
            if (!defined.Agent.Version.Has(Feature.EnvoyConfiguration) || GrpcPorts.Of(defined.Agent).Count > 0) continue;
            if ((defined.Services.FirstOrDefault(DefinitionKeys.IsGateway) ?? defined.Services.FirstOrDefault(DefinitionKeys.HasProxy)) is not { } service)
                continue;
            report(
                service.Span.PlaceOr(defined.Agent),
                $"the agent of {(DefinitionKeys.IdOf(service) is { } id ? $"\"{Shortened.Of(id.Text)}\"" : "this proxy")} has no port for gRPC, by which Envoy "
                    + $"asks for its configuration: it waits for ever",
                $"set ports.grpc: 8502; from {Feature.GrpcTlsPort.Since} ports.grpc_tls: 8503 where gRPC has a certificate"
                    + $"{(DefinitionKeys.IsGateway(service) ? "" : "; \"consul connect proxy\", which is not Envoy, needs neither")}");
        }
    }
}

using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Planning.Changes;

namespace ConsulGen.Core.Planning.Dangers.Tls;

/// <inheritdoc cref="GrpcPorts"/>
internal sealed class GrpcTlsCrossing()
    : DangerRule("grpc-tls-crossing", DangerSeverity.Block, "A gRPC port changes between TLS and plain text")
{
    public override void Check(TopologyChange change, Report report)
    {
        foreach (var datacenter in change.Datacenters)
        {
            var agents = datacenter.Agents.Where(a => Crossed(a) is not null).ToList();
            if (agents is not [var first, ..] || Crossed(first) is not var (port, isEncrypted)) continue;
            report(
                DangerSeverity.Block,
                first.PlaceOf("consul.version", "ports.grpc_tls", "ports.grpc", "ports.https", "tls", "cert_file"),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"gRPC at port {port} of {AgentCount.Of(agents, "agents")} of datacenter \"{datacenter.Name}\" goes from "
                        + $"{(isEncrypted ? "plain text to TLS" : "TLS to plain text")} (Consul {first.Old?.Version} to {first.New?.Version}): "
                        + $"proxies that are started for the one do not speak the other, and lose their configuration"),
                isEncrypted
                    ? $"give TLS a port of its own (ports.grpc_tls, since {Feature.GrpcTlsPort.Since}), start the proxies anew for it, "
                        + "and only then close the plain one"
                    : "give ports.grpc_tls the port that speaks TLS today, and ports.grpc another one or none",
                agents.Select(a => a.Name));
        }
    }

    private static (int Port, bool IsEncrypted)? Crossed(AgentChange agent)
    {
        if (agent is not { Old: { } old, New: { } next, IsSame: false }) return null;
        var after = GrpcPorts.Of(next);
        foreach (var (port, wasEncrypted) in GrpcPorts.Of(old))
            if (after.TryGetValue(port, out var isEncrypted) && isEncrypted != wasEncrypted) return (port, isEncrypted);
        return null;
    }
}

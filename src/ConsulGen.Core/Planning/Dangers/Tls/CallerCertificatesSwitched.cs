using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Planning.Changes;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Planning.Dangers.Tls;

/// <summary>
/// The HTTPS API and gRPC, which people, programs and Envoy call; calls between agents are those of <see cref="TlsSwitched"/>.
/// Consul's documentation "agent configuration, tls": <c>tls.defaults.verify_incoming</c> concerns gRPC, the older
/// <c>verify_incoming</c> does not; Envoy's bootstrap of <c>consul connect envoy</c> shows no certificate.
/// </summary>
internal sealed class CallerCertificatesSwitched()
    : DangerRule("caller-certificates-switched", DangerSeverity.Block, "HTTPS or gRPC begins or ceases to ask callers for a certificate")
{
    private static readonly ImmutableArray<string> Keys = [
        "tls.grpc.verify_incoming",
        "tls.https.verify_incoming",
        "tls.defaults.verify_incoming",
        "verify_incoming_https",
        "verify_incoming",
        "tls",
    ];

    public override void Check(TopologyChange change, Report report)
    {
        foreach (var datacenter in change.Datacenters)
        {
            Check(datacenter, TlsSettings.Grpc, report);
            Check(datacenter, TlsSettings.Https, report);
        }
    }

    private static void Check(DatacenterChange datacenter, string side, Report report)
    {
        var listening = datacenter.Agents
            .Where(a => a is { Old: { } old, New: { } next, IsSame: false } && Listens(old, side) && Listens(next, side))
            .ToList();
        var name = side == TlsSettings.Grpc ? "the gRPC port" : "the HTTPS API";
        var begin = listening.Where(a => !Asks(a.Old, side) && Asks(a.New, side)).ToList();
        if (begin is [var first, ..])
            report(
                begin.Exists(a => side == TlsSettings.Grpc && ServesEnvoy(a.New)) ? DangerSeverity.Block : DangerSeverity.Procedure,
                first.PlaceOf([.. Keys]),
                $"{name} of {AgentCount.Of(begin, "agents")} of datacenter \"{datacenter.Name}\" begins to ask every caller for a certificate of the CA: "
                + (side == TlsSettings.Grpc
                    ? "Envoy shows none, and every sidecar and gateway loses its configuration"
                    : "browsers, scripts, checks and the consul command without one are refused"),
                side == TlsSettings.Grpc
                    ? "set tls.grpc.verify_incoming: false, as verify_incoming at the top never concerned gRPC"
                    : "give every caller a certificate first (CONSUL_CLIENT_CERT and CONSUL_CLIENT_KEY), or set tls.https.verify_incoming: false",
                begin.Select(a => a.Name));
        var cease = listening.Where(a => Asks(a.Old, side) && !Asks(a.New, side)).ToList();
        if (cease is [var last, ..])
            report(
                DangerSeverity.Procedure,
                last.PlaceOf([.. Keys]),
                $"{name} of {AgentCount.Of(cease, "agents")} of datacenter \"{datacenter.Name}\" no longer asks callers for a certificate: "
                    + "whoever reaches the port may call, with a token or as anonymous",
                $"be sure that ACLs deny by default and the port is closed to others, or leave tls.{side}.verify_incoming: true",
                cease.Select(a => a.Name));
    }

    private static bool Asks(Agent? agent, string side) => agent is not null && agent.Tls.VerifyIncoming(side) is not null;

    /// <summary>Its services have sidecars, or are proxies or gateways themselves.</summary>
    private static bool ServesEnvoy(Agent? agent) => agent is not null && AgentDefinitions.Of(agent).Services.Any(DefinitionKeys.HasProxy);

    /// <summary>A port of it is open, and speaks TLS.</summary>
    private static bool Listens(Agent agent, string side) =>
        side == TlsSettings.Grpc ? GrpcPorts.Of(agent).Any(p => p.Value) : agent.Ports["https"] > 0;
}

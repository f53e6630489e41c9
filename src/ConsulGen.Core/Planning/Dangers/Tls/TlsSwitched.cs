using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Planning.Changes;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Planning.Dangers.Tls;

/// <summary>
/// Consul's documentation "Enable TLS on an existing datacenter", and "agent configuration": TLS cannot be switched on or off by a
/// reload. Judged are calls to the servers' RPC port, by agents and by servers of other datacenters.
/// </summary>
internal sealed class TlsSwitched()
    : DangerRule("tls-switched", DangerSeverity.Block, "TLS between agents is switched on or off, or demanded")
{
    private static readonly ImmutableArray<string> Keys = [
        "verify_incoming", "verify_incoming_rpc", "verify_outgoing", "verify_server_hostname", "tls", "auto_encrypt", "ca_file", "ca_path",
        "cert_file",
    ];

    private static readonly ImmutableArray<string> Names = ["no TLS", "certificates with every verify_ key false", "verify_outgoing", "verify_incoming"];

    public override void Check(TopologyChange change, Report report)
    {
        var remote = change.Agents.Where(a => a.Agent.IsServer && WanJoins.IsJoined(a.Agent)).ToList();
        var (remoteOld, remoteNew) = (Sides(remote.Select(a => a.Old)), Sides(remote.Select(a => a.New)));
        foreach (var datacenter in change.Datacenters)
        {
            var changed = datacenter.Agents.Where(a => a is { Old: { } old, New: { } next } && Side.Of(old) != Side.Of(next)).ToList();
            if (changed.MaxBy(Steps) is not { Old: { } before, New: { } after } first) continue;
            var isFederated = remote.Exists(a => datacenter.OldServer(a) is not null || datacenter.NewServer(a) is not null);
            var callersOld = Sides(datacenter.Agents.Select(a => a.Old)).Union(isFederated ? remoteOld : []);
            var callersNew = Sides(datacenter.Agents.Select(a => a.New)).Union(isFederated ? remoteNew : []);
            var serversOld = Sides(datacenter.Agents.Select(datacenter.OldServer));
            var serversNew = Sides(datacenter.Agents.Select(datacenter.NewServer));
            var faults = callersOld.SelectMany(c => serversNew.Except(serversOld).Select(s => Fault(c, s, "have not restarted yet", "have")))
                .Concat(callersNew.Except(callersOld).SelectMany(c => serversOld.Select(s => Fault(c, s, "have restarted", "have not yet"))))
                .OfType<string>()
                .Distinct()
                .Order(StringComparer.Ordinal)
                .ToList();
            var what =
                $"calls of {AgentCount.Of(changed, "agents")} of datacenter \"{datacenter.Name}\" go from {Side.Of(before).Name} to {Side.Of(after).Name}";
            if (faults is [var fault, ..])
                report(
                    DangerSeverity.Block,
                    first.PlaceOf([.. Keys]),
                    $"{what} in one change: {fault}{PhaseOrder.Skipped(Names, Side.Of(before).Step, Side.Of(after).Step)}",
                    "make a change of each phase: certificates for all with every verify_ key false, then verify_outgoing, then verify_incoming; "
                        + "back in the other order; consulgen transition tls OLD NEW writes the inventories of all phases",
                    changed.Select(a => a.Name));
            else
                report(
                    DangerSeverity.Procedure,
                    first.PlaceOf([.. Keys]),
                    $"{what}: old and new understand each other"
                        + (Side.Of(after).VerifiesName && !Side.Of(before).VerifiesName
                            ? $", if every server's certificate has the name server.{datacenter.Name}.{after.Config.Text("domain") ?? "consul"}"
                            : "")
                        + (before.Tls.IsOn == after.Tls.IsOn ? "" : ", but a reload does not change it"),
                    "restart every agent, servers first and the leader last of them, one at a time, and begin no next phase before all have this one",
                    changed.Select(a => a.Name));
        }
    }

    /// <summary>How many phases an agent goes at once.</summary>
    private static int Steps(AgentChange agent) => agent is { Old: { } old, New: { } next } ? Math.Abs(Side.Of(next).Step - Side.Of(old).Step) : 0;

    private static ImmutableHashSet<Side> Sides(IEnumerable<Agent?> agents) => [.. agents.OfType<Agent>().Select(Side.Of)];

    private static string? Fault(Side caller, Side server, string some, string others) =>
        server.IsStrict && !(caller.Demands && caller.ShowsCertificate)
            ? $"agents that {some} call without a certificate, and servers that {others} refuse them"
        // One that asks the servers for its certificate waits until one gives it.
        : caller.Demands && !caller.IsGiven && !server.HasCertificate
            ? $"agents that {some} call with TLS only, and servers that {others} have no certificate to answer with"
        : null;

    /// <summary>What counts of an agent in calls between agents and servers.</summary>
    /// <param name="Demands">It calls with TLS only.</param>
    /// <param name="IsStrict">As a server it takes callers with a certificate only.</param>
    /// <param name="IsGiven">It gets its certificate from the servers.</param>
    private readonly record struct Side(bool HasCertificate, bool Demands, bool IsStrict, bool IsGiven, bool VerifiesName)
    {
        public bool ShowsCertificate => HasCertificate || IsGiven;

        /// <summary>The place in the order in which TLS is introduced.</summary>
        public int Step => IsStrict ? 3 : Demands ? 2 : HasCertificate ? 1 : 0;

        public string Name => IsGiven ? "auto_encrypt" : VerifiesName && Step == 2 ? "verify_server_hostname" : Names[Step];

        public static Side Of(Agent agent)
        {
            var settings = agent.Tls;
            var isGiven = !agent.IsServer && settings.GetsCertificate;
            return new Side(
                settings.HasCertificate(TlsSettings.Rpc),
                isGiven || settings.VerifyOutgoing(TlsSettings.Rpc) is not null,
                agent.IsServer && settings.VerifyIncoming(TlsSettings.Rpc) is not null,
                isGiven,
                settings.VerifyServerHostname is not null);
        }
    }
}

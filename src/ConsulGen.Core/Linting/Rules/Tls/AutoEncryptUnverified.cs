using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Tls;

internal sealed class AutoEncryptUnverified()
    : LintRule("auto-encrypt-unverified", Severity.Warning, "A server gives out certificates that nobody has to show")
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var agent in topology.DistinctAgents.Where(a => a.IsServer))
        {
            if (agent.Config.At("auto_encrypt", "allow_tls") is not ScalarValue { Kind: ScalarKind.Boolean, Text: "true" } allow) continue;
            if (agent.Tls.VerifyIncoming(TlsSettings.Rpc) is not { } setting)
                report(
                    agent.PlaceOf(allow),
                    "auto_encrypt.allow_tls is true, but the server takes callers without a certificate too"
                    + (Refuses(agent) ? ", and this release refuses to start" : ""),
                    $"set {KeyFor(agent)}: true, at the latest when all clients have certificates");
            else if (setting.Name == "verify_incoming_rpc" && Refuses(agent) && !agent.Version.Has(Feature.VerifyIncomingOfRpcIsEnough))
                report(
                    agent.PlaceOf(allow),
                    $"auto_encrypt.allow_tls is true, for which Consul {agent.Version} wants verify_incoming and not only verify_incoming_rpc: "
                    + $"it refuses to start",
                    "set verify_incoming: true");
        }
    }

    private static string KeyFor(Agent agent) =>
        agent.Version.Has(Feature.TlsStanza) ? "tls.internal_rpc.verify_incoming"
        : agent.Version.Has(Feature.VerifyIncomingOfRpcIsEnough) ? "verify_incoming_rpc"
        : "verify_incoming";

    /// <summary>Later releases only warn.</summary>
    private static bool Refuses(Agent agent) => agent.Version.Has(Feature.AutoEncryptNeedsVerifyIncoming);
}

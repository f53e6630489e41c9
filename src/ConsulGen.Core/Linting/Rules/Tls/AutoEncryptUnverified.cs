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
            if (agent.Config.At("auto_encrypt", "allow_tls") is ScalarValue { Kind: ScalarKind.Boolean, Text: "true" } allow && new TlsSettings(agent).VerifyIncoming(TlsSettings.Rpc) is null)
                report(
                    agent.PlaceOf(allow),
                    $"auto_encrypt.allow_tls is true, but the server takes callers without a certificate too{(Refuses(agent) ? ", and this release refuses to start" : "")}",
                    $"set {(agent.Version.Has(Feature.TlsStanza) ? "tls.internal_rpc.verify_incoming" : "verify_incoming_rpc")}: true, "
                    + "at the latest when all clients have certificates");
    }

    /// <summary>Later releases only warn.</summary>
    private static bool Refuses(Agent agent) => agent.Version.Has(Feature.AutoEncryptNeedsVerifyIncoming);
}

using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Production;

internal sealed class RpcUnencrypted()
    : LintRule("rpc-unencrypted", Severity.Error, "Agents call each other in the clear, or answer anybody", isForProduction: true)
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var datacenter in topology.Datacenters)
        {
            var plain = datacenter.Agents.Where(a => a.Tls.VerifyOutgoing(TlsSettings.Rpc) is null && !a.Automatic.AsksForConfiguration).ToList();
            if (plain.Count > 0)
                report(
                    PlaceOf(plain, datacenter, "verify_outgoing"),
                    $"{Which.Of(plain, datacenter)} {(plain.Count == 1 ? "calls" : "call")} servers without TLS, or without a look at their certificate: "
                        + $"tokens and data can be read and changed on the way",
                    "write tls: { verify: full } at the top of the inventory; plan says in which steps a running cluster takes it");
            var open = datacenter.Servers.Where(s => s.Tls.VerifyIncoming(TlsSettings.Rpc) is null && !plain.Contains(s)).ToList();
            if (open.Count > 0)
                report(
                    PlaceOf(open, datacenter, "verify_incoming"),
                    $"{(open.Count == 1 ? $"\"{open[0].Name}\" answers" : $"the servers of datacenter \"{datacenter.Name}\" answer")} "
                        + $"callers without a certificate: whoever reaches port {open[0].Ports["server"]} may call",
                    "write tls: { verify: full } when all agents have certificates");
        }
    }

    /// <summary>Where it is switched off, or else where it is missing.</summary>
    private static Text.SourceSpan PlaceOf(List<Agent> agents, Datacenter datacenter, string setting)
    {
        var said = agents[0].Tls.Find(TlsSettings.Rpc, setting)?.Value.Span ?? Text.SourceSpan.None;
        return said.Exists ? said : agents.Count == 1 ? agents[0].Span : datacenter.Span;
    }
}

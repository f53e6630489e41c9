using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Production;

internal sealed class GossipUnencrypted()
    : LintRule("gossip-unencrypted", Severity.Error, "Who is on the network reads the gossip, and joins it", isForProduction: true)
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var datacenter in topology.Datacenters)
        {
            var plain = datacenter.Agents.Where(a => !a.Gossip.HasKey && !a.Automatic.AsksForConfiguration).ToList();
            if (plain.Count > 0)
                report(
                    plain.Count == 1 ? plain[0].Span : datacenter.Span,
                    $"{Which.Of(plain, datacenter)} {(plain.Count == 1 ? "has" : "have")} no key for gossip: "
                        + $"who is on the network reads along, and may join as any node",
                    "write gossip: { key: { secret: gossip_key } } at the top of the inventory, and define the secret; keygen makes a key");
            foreach (var agent in datacenter.Agents.Where(a => a.Gossip is { HasKey: true } and not { VerifiesIncoming: true, VerifiesOutgoing: true }))
                report(
                    agent.PlaceOf(agent.Config[agent.Gossip.VerifiesOutgoing ? "encrypt_verify_incoming" : "encrypt_verify_outgoing"]),
                    $"{(agent.Gossip.VerifiesOutgoing ? "gossip is taken" : "gossip is sent")} without the key: encryption is half introduced",
                    "go on to gossip: { verify: full }, step by step on all hosts");
        }
    }
}

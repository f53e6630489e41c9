using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Federation;

internal sealed class WanTimeoutCrash()
    : LintRule("wan-timeout-crash", Severity.Error, "The agent crashes over a timeout of the gossip that is switched off")
{
    public override void Check(Topology topology, Report report)
    {
        // Fixed in 1.2.3; clients of 1.1.0 crash too.
        foreach (var agent in topology.Agents.Where(a => !a.Version.Has(Feature.WanTimeoutWithoutWan)))
            if (agent.Config["reconnect_timeout_wan"] is ScalarValue { Kind: ScalarKind.String } timeout && agent.Config.Map("ports").Number("serf_wan") <= 0)
                report(
                    agent.PlaceOf(timeout),
                    $"reconnect_timeout_wan is set, but ports.serf_wan is off: Consul {agent.Version} crashes when it starts",
                    "remove reconnect_timeout_wan: without gossip between datacenters it has no effect");
    }
}

using ConsulGen.Core.Planning.Changes;

namespace ConsulGen.Core.Planning.Dangers.Bootstrap;

/// <summary>Consul's documentation "Bootstrap a datacenter": a server with <c>bootstrap</c> elects itself, whoever else is there.</summary>
internal sealed class BootstrapOnLiveDatacenter()
    : DangerRule("bootstrap-on-live-datacenter", DangerSeverity.Block, "A server of a live datacenter may elect itself")
{
    public override void Check(TopologyChange change, Report report)
    {
        foreach (var datacenter in change.Datacenters.Where(d => d.IsLive))
        {
            var servers = datacenter.Agents
                .Where(a => datacenter.NewServer(a)?.Config.Flag("bootstrap") is true && datacenter.OldServer(a)?.Config.Flag("bootstrap") is not true)
                .ToList();
            if (servers is not [var first, ..]) continue;
            var place = first.Agent.Config["bootstrap"]?.Span ?? first.Agent.Span;
            report(
                DangerSeverity.Block,
                place.Exists ? place : first.Agent.Span,
                $"bootstrap becomes true on {string.Join(", ", servers.Select(s => s.Name))} of the live datacenter \"{datacenter.Name}\": "
                    + "such a server elects itself, and two leaders of the same datacenter disagree about everything",
                "remove bootstrap; bootstrap_expect, which is derived, is for a cluster's first start",
                servers.Select(s => s.Name));
        }
    }
}

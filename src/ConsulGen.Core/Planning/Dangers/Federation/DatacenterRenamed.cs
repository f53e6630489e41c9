using ConsulGen.Core.Planning.Changes;

namespace ConsulGen.Core.Planning.Dangers.Federation;

/// <summary>
/// A node keeps its identity under another datacenter's name. Consul has no way to do that: github.com/hashicorp/consul issues 1858
/// and 727.
/// </summary>
internal sealed class DatacenterRenamed()
    : DangerRule("datacenter-renamed", DangerSeverity.Block, "A live datacenter gets another name")
{
    public override void Check(TopologyChange change, Report report)
    {
        foreach (var servers in RenamedDatacenters.Of(change))
            report(
                DangerSeverity.Block,
                change.Datacenter(servers.Key.New)?.New?.Span ?? servers.First().Agent.Span,
                $"datacenter \"{servers.Key.Old}\" becomes \"{servers.Key.New}\" with the same servers: gossip refuses members of another datacenter, "
                    + "and the keys, tokens and certificates of the old name are lost to the new one",
                "build the new datacenter beside the old one, move services and keys over (consul snapshot, consul kv export), "
                    + "and only then remove the old one",
                servers.Select(s => s.Name));
    }
}

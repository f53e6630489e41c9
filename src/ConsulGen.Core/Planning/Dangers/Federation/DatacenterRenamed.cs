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
        foreach (var servers in Of(change))
            report(
                DangerSeverity.Block,
                change.Datacenter(servers.Key.New)?.New?.Span ?? servers.First().Agent.Span,
                $"datacenter \"{servers.Key.Old}\" becomes \"{servers.Key.New}\" with the same servers: gossip refuses members of another datacenter, and the keys, tokens and certificates of the old name are lost to the new one",
                "build the new datacenter beside the old one, move services and keys over (consul snapshot, consul kv export), and only then remove the old one",
                servers.Select(s => s.Name));
    }

    /// <summary>The servers that move, by the names of a datacenter that is given up and of the one that takes them.</summary>
    public static IEnumerable<IGrouping<(string Old, string New), AgentChange>> Of(TopologyChange change) => change.Agents
        .Where(a => a is { Old: { IsServer: true }, New.IsServer: true } && a.Old.Datacenter != a.New.Datacenter)
        .GroupBy(a => (Old: a.Old?.Datacenter ?? "", New: a.New?.Datacenter ?? ""))
        .Where(g => change.Datacenter(g.Key.Old) is { New: null or { Servers.IsEmpty: true } });
}

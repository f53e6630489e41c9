using ConsulGen.Core.Planning.Changes;

namespace ConsulGen.Core.Planning.Dangers.Versions;

/// <summary>Consul's documentation "Upgrade to Consul Enterprise", and "Downgrade from Consul Enterprise to the community edition".</summary>
internal sealed class EditionChanged()
    : DangerRule("edition-changed", DangerSeverity.Block, "Agents go from one edition of Consul to the other")
{
    public override void Check(TopologyChange change, Report report)
    {
        foreach (var datacenter in change.Datacenters)
        {
            Check(datacenter, toEnterprise: true, report);
            Check(datacenter, toEnterprise: false, report);
        }
    }

    private static void Check(DatacenterChange datacenter, bool toEnterprise, Report report)
    {
        var agents = datacenter.Agents
            .Where(a => a is { Old: { Install.IsPinned: true } old, New: { } next } && old.Version.IsEnterprise == !toEnterprise
                && next.Version.IsEnterprise == toEnterprise)
            .ToList();
        if (agents is not [var first, ..]) return;
        var hasServers = agents.Exists(a => datacenter.OldServer(a) is not null);
        report(
            toEnterprise ? DangerSeverity.Procedure : hasServers ? DangerSeverity.Block : DangerSeverity.Warning,
            first.PlaceOf("consul.version"),
            $"{AgentCount.Of(agents, "agents")} of datacenter \"{datacenter.Name}\" {(agents.Count == 1 ? "goes" : "go")} "
            + $"from {(toEnterprise ? "the community edition to Consul Enterprise" : "Consul Enterprise to the community edition")}: "
            + (toEnterprise ? "without a license an agent does not start, and there is no way back with the same data"
                : hasServers ? "a server of the community edition does not start from data in which a namespace, a partition or another thing of Enterprise is"
                : "what it registered in another namespace or partition is gone"),
            toEnterprise
                ? "put the license in place first (license_path), then servers before clients, one server at a time; take a snapshot before"
                : "stay with Enterprise; or set up a new cluster of the community edition, and move services, keys and configuration entries there",
            agents.Select(a => a.Name));
    }
}

using ConsulGen.Core.Consul.Datacenters;
using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Planning.Changes;

namespace ConsulGen.Core.Planning.Dangers.Versions;

/// <summary>
/// Consul's documentation "Upgrade, general process" (servers before clients), "Upgrade federated environments" (the primary datacenter
/// first), "Upgrade to 1.6.x" (the ACL datacenter last) and "Upgrading specific versions" (1.19: servers before clients).
/// </summary>
internal sealed class UpgradeOrder()
    : DangerRule("upgrade-order", DangerSeverity.Procedure, "An upgrade has an order: servers and clients, primary and secondary datacenters")
{
    public override void Check(TopologyChange change, Report report)
    {
        var upgraded = change.Agents.Where(a => a.VersionChange() is var (old, next) && UpgradePath.Ahead(next, old) > 0).ToList();
        CheckClientsAhead(change, upgraded, report);
        CheckSecondariesAhead(change, upgraded, report);
        // A hop that is too long is another danger, and its hops have an order of their own.
        if (upgraded is not [var first, ..] || !upgraded.Exists(a => a.Agent.IsServer)
            || upgraded.Exists(a => a.Agent.IsServer && a.VersionChange() is var (old, next) && UpgradePath.AreTooFarApart(old, next))) return;
        var primary = PrimaryDatacenter.NameIn(change.New);
        var isPrimaryLast = PrimaryDatacenter.IsUpgradedLast(upgraded.Select(a => a.VersionChange()).OfType<(ConsulVersion, ConsulVersion)>());
        var steps = upgraded
            .GroupBy(a => (a.Agent.Datacenter, a.Agent.IsServer))
            .OrderBy(g => PrimaryDatacenter.Is(g.Key.Datacenter, primary) == isPrimaryLast)
            .ThenBy(g => g.Key.Datacenter, StringComparer.Ordinal)
            .ThenBy(g => !g.Key.IsServer)
            .Select(g => string.Create(CultureInfo.InvariantCulture, $"the {(g.Key.IsServer ? "servers" : "clients")} of {g.Key.Datacenter} ({g.Count()})"))
            .ToList();
        report(
            DangerSeverity.Procedure,
            first.PlaceOf("consul.version"),
            $"the upgrade {Versions(upgraded)} of {string.Join(", ", steps)} has an order: "
                + "an agent that is ahead asks older servers for what they do not know, and servers that stop together stop the datacenter",
            $"one step after the other: {string.Join(", then ", steps)}; of the servers one at a time and the leader last, each a voter again before the next",
            upgraded.Select(a => a.Name));
    }

    /// <summary>Clients that get ahead of servers which stay.</summary>
    private static void CheckClientsAhead(TopologyChange change, List<AgentChange> upgraded, Report report)
    {
        foreach (var clients in upgraded.Where(a => !a.Agent.IsServer).GroupBy(a => a.Agent.Datacenter, StringComparer.Ordinal))
        {
            if (change.Datacenter(clients.Key)?.New is not { } datacenter
                || ReleaseSpread.Of(datacenter.Servers) is not { Oldest.Version: var oldest }) continue;
            var ahead = clients.Where(c => UpgradePath.Ahead(c.Agent.Version, oldest) > 0).ToList();
            if (ahead is not [var first, ..]) continue;
            report(
                DangerSeverity.Warning,
                first.PlaceOf("consul.version"),
                $"{AgentCount.Of(ahead, "clients")} of datacenter \"{clients.Key}\" {(ahead.Count == 1 ? "gets" : "get")} Consul {first.Agent.Version}, "
                + $"but a server stays at {oldest}: "
                + (Feature.ServersFilterByHealth.BeginsBetween(oldest, first.Agent.Version)
                    ? "such a client leaves it to the servers to filter by health, which this one does not, so that unhealthy services are answered"
                    : "the client may ask what the server does not answer"),
                "upgrade the servers first",
                ahead.Select(c => c.Name));
        }
    }

    /// <summary>Datacenters that get ahead of a primary which stays.</summary>
    private static void CheckSecondariesAhead(TopologyChange change, List<AgentChange> upgraded, Report report)
    {
        if (PrimaryDatacenter.NameIn(change.New) is not { } name
            || change.New.Datacenters.FirstOrDefault(d => PrimaryDatacenter.Is(d.Name, name)) is not { } primary
            || ReleaseSpread.Of(primary.Servers) is not { Oldest.Version: var oldest }) return;
        foreach (var servers in upgraded
            .Where(a => a.Agent.IsServer && a.Agent.Datacenter != primary.Name && UpgradePath.Ahead(a.Agent.Version, oldest) > 0)
            .GroupBy(a => a.Agent.Datacenter, StringComparer.Ordinal))
        {
            var first = servers.First();
            // On the way to 1.6 the primary is the last, and stays behind for a while.
            if (Feature.PrimaryUpgradedFirst.BeginsBetween(oldest, first.Agent.Version)) continue;
            report(
                DangerSeverity.Warning,
                first.PlaceOf("consul.version"),
                $"datacenter \"{servers.Key}\" gets Consul {first.Agent.Version}, ahead of its primary \"{primary.Name}\", which stays at {oldest}: "
                    + "it copies ACLs and configuration entries from an older release than it is made for",
                $"upgrade the servers of {primary.Name} first",
                servers.Select(s => s.Name));
        }
    }

    private static string Versions(List<AgentChange> agents)
    {
        var changes = agents.Select(a => a.VersionChange() ?? default).Distinct().ToList();
        return changes is [var (old, next)] ? $"from {old} to {next}" : $"to {agents.Max(a => a.Agent.Version)}";
    }
}

using ConsulGen.Core.Planning.Changes;

namespace ConsulGen.Core.Planning.Dangers.Bootstrap;

/// <summary>Consul's documentation "Upgrade, general process": one thing at a time, with a snapshot before it.</summary>
internal sealed class TooMuchInOneChange()
    : DangerRule("too-much-in-one-change", DangerSeverity.Warning, "Things that are safe one by one are in one change")
{
    public override void Check(TopologyChange change, Report report)
    {
        var balanced = change.LoadBalancers
            .Where(b => b.Old is null || b.New is null || !b.Keys.IsEmpty)
            .Select(b => b.Balancer.Datacenter)
            .ToHashSet(StringComparer.Ordinal);
        foreach (var datacenter in change.Datacenters.Where(d => d.IsLive && d.New is not null))
        {
            var servers = datacenter.KeptServers.Where(s => s.Class >= ChangeClass.Restart).ToList();
            var kinds = servers
                .SelectMany(s => s.Keys)
                .Where(k => k.Class >= ChangeClass.Procedure)
                .Select(k => Kind(k.Path))
                .Distinct()
                .Order(StringComparer.Ordinal)
                .ToList();
            if (datacenter.AddedServers.Concat(datacenter.RemovedServers).Any()) kinds.Add("servers that come or go");
            if (kinds.Count > 1)
                report(
                    DangerSeverity.Warning,
                    datacenter.ServersSpan,
                    $"one change of the servers of datacenter \"{datacenter.Name}\" has {string.Join(" and ", kinds)}: when it fails, "
                        + "neither the cause nor the way back is plain",
                    "split it: one change of each, with a snapshot before it (consul snapshot save)",
                    datacenter.Agents.Where(a => datacenter.OldServer(a) is not null || datacenter.NewServer(a) is not null).Select(a => a.Name));
            else if (servers.Count > 0 && datacenter.Clients.Any(c => c is { Old: not null, New: not null, Class: >= ChangeClass.Restart })
                && balanced.Contains(datacenter.Name))
                report(
                    DangerSeverity.Warning,
                    datacenter.ServersSpan,
                    $"servers, clients and load balancers of datacenter \"{datacenter.Name}\" change at once: nothing is left that works as before",
                    "split it: the servers first, then the clients, then the load balancers",
                    [datacenter.Name]);
        }
    }

    /// <summary>What the keys of one procedure are about.</summary>
    private static string Kind(string path)
    {
        if (KeyEffects.IsTls(path)) return "TLS";
        if (path.StartsWith("acl", StringComparison.Ordinal)) return "ACLs";
        if (path.StartsWith("advertise_addr", StringComparison.Ordinal) || path == "bind_addr") return "addresses";
        if (path.StartsWith("ports.", StringComparison.Ordinal)) return "ports";
        return path switch
        {
            "consul.version" => "another release",
            "consul.service_manager" or "consul.unit" => "another unit",
            "data_dir" => "another data folder",
            "encrypt" => "another gossip key",
            "node_id" or "node_name" => "other names",
            _ => path,
        };
    }
}

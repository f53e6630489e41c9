using ConsulGen.Core.Consul.Datacenters;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Firewall;

internal sealed class FirewallAllowUnused()
    : LintRule("firewall-allow-unused", Severity.Warning, "A firewall lets somebody in at a port that is not open")
{
    public override void Check(Topology topology, Report report)
    {
        var conversations = Conversations.Of(topology);
        var allowed =
            from host in topology.Hosts.Where(h => h.Firewall is { Allowed.IsEmpty: false })
            let open = conversations.OpeningsOf(host).Select(o => o.Name).ToHashSet(StringComparer.Ordinal)
            from entry in host.Firewall?.Allowed ?? []
            group (Host: host, IsOpen: open.Contains(entry.Port)) by (entry.Span, entry.Port);
        foreach (var entry in allowed.Where(e => !e.Any(h => h.IsOpen)))
            report(
                entry.Key.Span,
                $"the firewall is to let in others at {entry.Key.Port}, but \"{entry.First().Host.Name}\" does not have that port open",
                $"remove it, or set ports.{entry.Key.Port}");
    }
}

using ConsulGen.Core.Planning.Changes;

namespace ConsulGen.Core.Planning.Dangers.Bootstrap;

/// <summary>
/// Consul's documentation "Bootstrap a datacenter"; <c>agent/consul/server_serf.go</c>: a server with Raft state never bootstraps again.
/// </summary>
internal sealed class BootstrapExpectChanged()
    : DangerRule("bootstrap-expect-changed", DangerSeverity.Info, "bootstrap_expect is set anew where a leader is elected already")
{
    public override void Check(TopologyChange change, Report report)
    {
        foreach (var datacenter in change.Datacenters)
        {
            // What is derived follows the number of servers by itself, and nobody expects anything of it.
            var servers = datacenter.KeptServers.Where(s => s.Key("bootstrap_expect") is { Span.Exists: true }).ToList();
            if (servers is not [var first, ..]) continue;
            var key = first.Key("bootstrap_expect");
            report(
                DangerSeverity.Info,
                first.PlaceOf("bootstrap_expect"),
                $"bootstrap_expect goes from {key?.Old?.ToString() ?? "nothing"} to {key?.New?.ToString() ?? "nothing"} on servers of the live datacenter "
                    + $"\"{datacenter.Name}\": only the first election of a cluster uses it, so they ignore it",
                "leave it, or let it be derived; the number of servers changes by servers that join and leave",
                servers.Select(s => s.Name));
        }
    }
}

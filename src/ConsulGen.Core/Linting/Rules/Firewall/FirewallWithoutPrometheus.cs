using ConsulGen.Core.Consul.Datacenters;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Firewall;

internal sealed class FirewallWithoutPrometheus()
    : LintRule("firewall-without-prometheus", Severity.Warning, "A firewall keeps Prometheus away from what it is to scrape")
{
    public override void Check(Topology topology, Report report)
    {
        if (topology.Monitoring is not { Addresses.IsEmpty: true }) return;
        var conversations = Conversations.Of(topology);
        var told = new HashSet<SourceSpan>();
        foreach (var host in topology.Hosts)
            if (host.Firewall is { } firewall && !told.Contains(firewall.Span)
                && conversations.OpeningsOf(host).FirstOrDefault(o => o.From.IsEmpty && conversations.IsScraped(host, o.Name)) is { } closed)
            {
                told.Add(firewall.Span);
                report(
                    firewall.Span,
                    $"\"{host.Name}\" is asked by Prometheus at port {closed.Name}, and its firewall keeps everyone away from there",
                    "name the address of the Prometheus machine at prometheus.address");
            }
    }
}

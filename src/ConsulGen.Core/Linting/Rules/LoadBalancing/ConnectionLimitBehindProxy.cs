using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.LoadBalancing;

internal sealed class ConnectionLimitBehindProxy()
    : LintRule("connection-limit-behind-proxy", Severity.Info, "All users of a load balancer share one client's limit of connections")
{
    public override void Check(Topology topology, Report report)
    {
        // Load balancers share their group's list.
        var told = new HashSet<SourceSpan>();
        foreach (var balancer in topology.LoadBalancers)
            foreach (var listener in balancer.Listeners.Where(l => l.Name.Name is "http" or "https"))
            {
                if (!told.Add(listener.Span)) continue;
                var limited = listener.Backends.Where(a => HasDefault(a) && !Listening.IsLocalOnly(a, listener.Name.Name)).ToList();
                if (limited.Count == 0) continue;
                var more = limited.Count == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" and {limited.Count - 1} more");
                report(
                    listener.Span,
                    $"all who come through the load balancer have its address, from which \"{limited[0].Name}\"{more} "
                    + $"{(limited.Count == 1 ? "takes" : "take")} "
                    + $"{(limited[0].Version.Has(Feature.HttpConnectionLimitOf200) ? "200" : "100")} connections at most, blocking queries included",
                    $"set agent.limits.http_max_conns_per_client for the {listener.Role} to what all of them need together");
            }
    }

    /// <summary>The limit came with 1.6.3.</summary>
    private static bool HasDefault(Agent agent) =>
        agent.Version.Has(Feature.HttpConnectionLimit) && agent.Config.Map("limits")["http_max_conns_per_client"] is null;
}

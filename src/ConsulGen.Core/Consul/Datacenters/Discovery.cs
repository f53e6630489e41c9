using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Consul.Datacenters;

/// <summary>
/// Whom Prometheus asks for the services of a datacenter: its load balancers where they offer the HTTP API, else each server, and
/// targets that several know count once.
/// </summary>
/// <param name="Scheme"><c>http</c> or <c>https</c>, the name of the port too.</param>
internal sealed record Discovery(Host Host, string Scheme, int Port)
{
    public static ImmutableArray<Discovery> Of(Datacenter datacenter)
    {
        foreach (var scheme in new[] { "https", "http" })
        {
            var balanced = datacenter.LoadBalancers
                .Where(b => b.Address.Length > 0)
                .SelectMany(b => b.Listeners.Where(l => l.Name.Name == scheme).Take(1).Select(l => new Discovery(b, scheme, l.Port)))
                .ToImmutableArray();
            if (!balanced.IsEmpty) return balanced;
        }

        return
        [
            .. from server in datacenter.Servers
               where server.Address.Length > 0
               let scheme = MetricsPort.Of(server)
               where scheme is not null
               select new Discovery(server, scheme, server.Ports[scheme]),
        ];
    }
}

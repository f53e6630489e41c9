using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Consul.Datacenters;

/// <summary>With which CA Prometheus checks agents that speak HTTPS.</summary>
internal static class ScrapeCa
{
    private const string Usual = "/etc/prometheus/consul-ca.pem";

    /// <summary>A file on the Prometheus machine; null where no agent has a CA of its own, and so those of the machine do.</summary>
    public static string? Of(Monitoring monitoring, IEnumerable<Agent> asked) =>
        monitoring.CaFile ?? (asked.Any(a => MetricsPort.Of(a) == "https" && a.Tls.HasCa(TlsSettings.Https)) ? Usual : null);
}

using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Consul.Agents;

/// <summary>Where Prometheus asks an agent for its own metrics.</summary>
internal static class MetricsPort
{
    /// <summary>The name of the port; null for an agent without an HTTP API on the network.</summary>
    public static string? Of(Agent agent) => agent.Ports["http"] > 0 ? "http" : agent.Ports["https"] > 0 ? "https" : null;
}

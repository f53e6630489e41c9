using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Consul.Agents;

/// <summary>Where Prometheus asks an agent for its own metrics.</summary>
internal static class MetricsPort
{
    /// <summary>The name of the port; null for an agent without an HTTP API. No token goes in the clear where TLS is open.</summary>
    public static string? Of(Agent agent) =>
        agent.Ports["https"] > 0 && (agent.Ports["http"] <= 0 || !Listening.IsLocalOnly(agent, "https")) ? "https"
        : agent.Ports["http"] > 0 ? "http"
        : null;
}

using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Emitters.Prometheus;

/// <summary>Certificates that end: see <see cref="Feature.ExpiryMetrics"/>.</summary>
internal static class ExpiryAlerts
{
    private const int Day = 24 * 60 * 60;

    public static bool HasCertificates(Topology topology) => topology.Agents.Any(HasOwnCertificate);

    public static bool HasRoot(Topology topology) => topology.Agents.Any(a => a.IsServer && a.Mesh.IsOn && a.Version.Has(Feature.ExpiryMetrics));

    /// <summary>
    /// Clients whose servers give them certificates of three days, over and over, are left out. An agent that has none shows the 0 with
    /// which the gauge is declared (agent/setup.go of 1.11.0); one that has ended counts on below it.
    /// </summary>
    public static Alert Certificate(Topology topology, string dc)
    {
        var role = topology.Agents.Any(a => !a.IsServer && HasOwnCertificate(a)) && !topology.Agents.Any(a => IsGivenOne(a)) ? "" : ", role=\"server\"";
        return new(
            "ConsulCertificateExpires",
            string.Create(CultureInfo.InvariantCulture, $"(consul_agent_tls_cert_expiry{{{Alert.Job}{role}}} != 0) < {7 * Day}"),
            "5m",
            "warning",
            "The certificate of {{ $labels.node }} ends within a week",
            "Put a new one in its place, and reload the agent. When it has ended, other agents refuse this one.")
        {
            Series = [($"consul_agent_tls_cert_expiry{{datacenter=\"{dc}\", {Alert.Job}, node=\"n1\", role=\"server\"}}", "3600x60")],
            Labels = [("datacenter", dc), ("job", PrometheusEmitter.AgentJob), ("node", "n1"), ("role", "server")],
        };
    }

    /// <summary>A client shows the 0 of the declared gauge, a server that does not lead NaN.</summary>
    public static Alert Root(string dc) => new(
        "ConsulMeshRootExpires",
        string.Create(
            CultureInfo.InvariantCulture,
            $"min by (datacenter) (consul_mesh_active_root_ca_expiry{{{Alert.Job}, role=\"server\"}} != 0) < {30 * Day}"),
        "5m",
        "warning",
        "The root certificate of the service mesh of {{ $labels.datacenter }} ends within a month",
        "Rotate it with consul connect ca set-config, while proxies still trust both.")
    {
        Series = [($"consul_mesh_active_root_ca_expiry{{datacenter=\"{dc}\", {Alert.Job}, node=\"n1\", role=\"server\"}}", "3600x60")],
        Labels = [("datacenter", dc)],
    };

    private static bool HasOwnCertificate(Agent agent) =>
        agent.Version.Has(Feature.ExpiryMetrics) && agent.Tls.HasCertificate(TlsSettings.Rpc);

    private static bool IsGivenOne(Agent agent) => !agent.IsServer && !HasOwnCertificate(agent) && agent.Tls.IsOn;
}

using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Consul.Releases.Faults;

/// <summary>Faults of the service mesh and of its certificate authorities.</summary>
internal static class OfMesh
{
    public static readonly ImmutableArray<ReleaseFault> Rows =
    [
        new(
            "1.2.0",
            "1.6.10, 1.7.10, 1.8.6",
            "servers with `connect.ca_config`",
            (a, _) => a.IsServer && !a.Config.Map("connect").Map("ca_config").IsEmpty,
            "whoever may read as operator reads the configuration of the CA, its private key or token included (CVE-2020-28053)",
            "CHANGELOG 1.8.6; advisory GHSA-6m72-467w-94rh"),
        new(
            "1.2.0",
            "1.12.8, 1.13.5, 1.14.3",
            "servers with `connect.ca_provider` vault",
            (a, _) => IsVault(a),
            "with Vault 1.11 or later, certificates of the mesh become ones that nobody can check, some time after the CA's are renewed",
            "CHANGELOG 1.14.2 and 1.14.3"),
        new(
            "1.8.0",
            "1.15.8, 1.16.4, 1.17.1",
            "servers with `connect.enable_mesh_gateway_wan_federation`",
            (a, _) => a.IsServer && a.Config.Map("connect").Flag("enable_mesh_gateway_wan_federation") is true,
            "servers may crash when another datacenter has the same LAN addresses",
            "CHANGELOG 1.17.1"),
        new(
            "1.9.0",
            "1.9.2",
            "services whose proxy has several upstreams",
            (a, _) => AgentDefinitions.Of(a).Services.Any(HasUpstreams),
            "servers may panic when a node goes whose services have several upstreams",
            "CHANGELOG 1.9.2"),
        new(
            "1.11.0",
            "1.18.21+ent, 1.21.11+ent, 1.22.5",
            "servers with `connect.ca_provider` vault and an `auth_method`",
            (a, _) => IsVault(a) && DefinitionKeys.Has(a.Config.Map("connect").Map("ca_config"), "auth_method"),
            "the Vault CA can be told to read any file of the server (CVE-2026-2808)",
            "CHANGELOG 1.22.5; advisory GHSA-cpfq-66p2-336j"),
        new(
            "1.13.0",
            "1.13.1",
            "servers with `connect.enabled`",
            (a, _) => a.IsServer && HasMesh(a),
            "a server does not start from the state of an earlier release that has mesh proxies",
            Everywhere.Docs),
        new(
            "1.14.0",
            "1.14.4",
            "services with a proxy at a server",
            (a, _) => a.IsServer && AgentDefinitions.Of(a).Services.Any(HasProxy),
            "proxies at a server's own agent may be refused with \"this server has too many xDS streams open\"",
            "CHANGELOG 1.14.4"),
        new(
            "1.14.7",
            "1.14.8",
            "a service of kind ingress-gateway, mesh-gateway or terminating-gateway",
            (a, _) => IsKind(a, "ingress-gateway", "mesh-gateway", "terminating-gateway"),
            "a gateway gets an error until its configuration entry exists",
            "CHANGELOG 1.14.8"),
        new(
            "1.14.10, 1.15.6, 1.16.2",
            "1.14.11, 1.15.7, 1.16.3",
            "servers with `connect.ca_provider` vault and a namespace",
            (a, _) => IsVault(a) && IsInNamespace(a.Config.Map("connect").Map("ca_config")),
            "the CA does not start with Vault's namespace, unless intermediate_pki_namespace and root_pki_namespace are set too",
            Everywhere.Docs)
        {
            Remedy = "set the two in connect.ca_config",
        },
        new(
            "1.15.0",
            "1.15.2",
            "service mesh, which is on unless `connect.enabled` is false",
            (a, _) => HasMesh(a),
            "services may lose the mesh after 72 hours, when their certificates are renewed",
            Everywhere.Docs),
        new(
            "1.16.0",
            "1.16.2",
            "servers with service mesh",
            (a, _) => a.IsServer && HasMesh(a) && (a.Ports["grpc"] > 0 || a.Ports["grpc_tls"] > 0),
            "after a snapshot is restored, proxies that are served by servers get wrong upstreams",
            Everywhere.Docs),
        new(
            "1.16.5, 1.17.2",
            "1.16.6, 1.17.3",
            "a service of kind terminating-gateway",
            (a, _) => IsKind(a, "terminating-gateway"),
            "terminating gateways check names too strictly, and refuse services outside of the mesh",
            Everywhere.Docs),
    ];

    private static bool HasMesh(Agent agent) => agent.Config.Map("connect").Flag("enabled") ?? agent.Version.Has(Feature.ConnectByDefault);

    private static bool IsVault(Agent agent) => agent.IsServer && agent.Config.Map("connect").Text("ca_provider") == "vault";

    private static bool IsInNamespace(MapValue ca) =>
        DefinitionKeys.Has(ca, "namespace")
        && !(DefinitionKeys.Has(ca, "intermediate_pki_namespace") && DefinitionKeys.Has(ca, "root_pki_namespace"));

    private static bool IsKind(Agent agent, params ReadOnlySpan<string> kinds)
    {
        foreach (var service in AgentDefinitions.Of(agent).Services)
            if (service["kind"] is ScalarValue { Text: var kind } && kinds.Contains(kind)) return true;
        return false;
    }

    private static bool HasProxy(MapValue service) =>
        service.Text("kind") == "connect-proxy" || service.Map("connect")["sidecar_service"] is MapValue or ListValue;

    private static bool HasUpstreams(MapValue service) =>
        service.At("proxy", "upstreams") is ListValue { Items.Length: > 1 }
        || service.At("connect", "sidecar_service", "proxy", "upstreams") is ListValue { Items.Length: > 1 };
}

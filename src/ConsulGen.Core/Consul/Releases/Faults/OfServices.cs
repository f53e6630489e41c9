using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Consul.Releases.Faults;

/// <summary>Faults of services and checks in files, and of the UI.</summary>
internal static class OfServices
{
    public static readonly ImmutableArray<ReleaseFault> Rows =
    [
        new(
            "1.5.0",
            "1.7.9, 1.8.5",
            "`enable_central_service_config` with services that have checks",
            (a, _) => a.Config.Flag("enable_central_service_config") is true && AgentDefinitions.Of(a).Services.Any(HasChecks),
            "a reload sets the checks of services to critical until they run again",
            "CHANGELOG 1.7.9 and 1.8.5"),
        new(
            "1.9.0",
            "1.10.11, 1.11.6, 1.12.1",
            "`ui_config.metrics_proxy.add_headers` with a header named Host",
            (a, _) => a.Config.At("ui_config", "metrics_proxy", "add_headers") is ListValue list
                && list.Items.OfType<MapValue>().Any(h => h.Text("name") == "Host"),
            "the UI's metrics proxy does not set the header Host",
            "CHANGELOG 1.12.1"),
        new(
            "1.10.0",
            "1.10.1",
            "`enable_agent_tls_for_checks`",
            (a, _) => a.Config.Flag("enable_agent_tls_for_checks") is true,
            "checks over TLS ask for another server name than before, and fail",
            "CHANGELOG 1.10.1"),
        new(
            "1.13.0",
            "1.13.3",
            "a check with `udp`",
            (a, _) => AgentDefinitions.Of(a).Checks.Any(c => DefinitionKeys.Has(c, "udp")),
            "a UDP check in a file is refused",
            "CHANGELOG 1.13.3"),
    ];

    private static bool HasChecks(MapValue service) => DefinitionKeys.Has(service, "check") || DefinitionKeys.Has(service, "checks");
}

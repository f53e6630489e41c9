using ConsulGen.Core.Consul.Keys;
using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Services;

internal sealed class DefinitionForm()
    : LintRule("definition-form", Severity.Error, "A service or check has no name, or settings that contradict each other")
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var defined in topology.Definitions)
        {
            foreach (var service in defined.Services) CheckService(defined.Agent, service, report);
            foreach (var check in defined.OwnChecks)
                if (!DefinitionKeys.Has(check, "id") && !DefinitionKeys.Has(check, "name"))
                    report(PlaceOf(check, defined.Agent), "the check has no name and no id: Consul refuses to start, though validate passes", "give it a name");
            foreach (var check in defined.Checks) CheckThresholds(defined.Agent, check, report);
        }
    }

    private static void CheckService(Agent agent, MapValue service, Report report)
    {
        if (!DefinitionKeys.Has(service, "name"))
            report(PlaceOf(service, agent), "the service has no name: Consul refuses to start, though validate passes", "give it a name");
        if (IsKnown("service.ports", agent)) ServicePortList.Check(agent, service, report);
        if (DefinitionKeys.Has(service, "socket_path") && IsKnown("service.socket_path", agent)
            && (DefinitionKeys.Has(service, "address") || service.Number("port") is not (null or 0)))
            report(
                (service.Find("socket_path")?.KeySpan ?? SourceSpan.None).PlaceOr(agent),
                "the service has a socket_path, and an address or port too: Consul refuses the configuration",
                "keep one of the two; those who use the service find it at one place");
        // Seen in 1.8.4 and 1.10.11; 1.6.5 takes any, and no release looks at wan_ipv6.
        if (!agent.Version.Has(Feature.TaggedAddressesChecked)) return;
        foreach (var entry in service.Map("tagged_addresses").Entries)
            if (FamilyOf(entry.Key) is var (family, fits) && entry.Value is MapValue tagged
                && tagged["address"] is ScalarValue { HasPlaceholders: false, Text: { Length: > 0 } text } address && !fits(text))
                report(
                    agent.PlaceOf(address),
                    $"the address of tagged_addresses.{entry.Key} is \"{Shortened.Of(text)}\", which is no {family} address: Consul refuses to start, "
                        + $"though validate passes",
                    $"name an {family} address");
    }

    /// <summary>Without failures_before_critical, Consul takes 0 (agent/structs/check_type.go, 1.11.0).</summary>
    private static void CheckThresholds(Agent agent, MapValue check, Report report)
    {
        if (check.Number("failures_before_warning") is not { } warning || !IsKnown("check.failures_before_warning", agent)) return;
        var critical = check.Number("failures_before_critical") ?? 0;
        if (warning > critical)
            report(
                agent.PlaceOf(check["failures_before_warning"]),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the check would be critical after {critical} failures, and a warning only after {warning}: Consul refuses the configuration"),
                "let failures_before_critical be the greater one");
    }

    private static (string Family, Func<string, bool> Fits)? FamilyOf(string tag) => tag switch
    {
        "lan_ipv4" or "wan_ipv4" => ("IPv4", Address.IsIPv4),
        "lan_ipv6" => ("IPv6", Address.IsIPv6),
        _ => null,
    };

    private static bool IsKnown(string path, Agent agent) => AgentKeys.Instance.Find(path)?.IsKnownTo(agent.Version.Covered) == true;

    private static SourceSpan PlaceOf(MapValue definition, Agent agent) =>
        (definition.Span.Exists ? definition.Span : definition.Entries.Select(e => e.KeySpan).FirstOrDefault(s => s.Exists)).PlaceOr(agent);
}

using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Services;

/// <summary>
/// What Consul wants of a service's <c>ports</c>, which came with 1.22.0. Sources: Consul's documentation of 2.0 "service configuration
/// reference"; github.com/hashicorp/consul pull request 22846.
/// </summary>
internal static class ServicePortList
{
    public static void Check(Agent agent, MapValue service, LintRule.Report report)
    {
        if (service["ports"] is not ListValue { Items.IsEmpty: false } list) return;
        if (service.Find("port") is { } port && DefinitionKeys.Has(service, "port"))
            report(
                port.KeySpan.PlaceOr(agent),
                "the service has a port, and a list of ports too: Consul refuses the configuration",
                "keep one of the two; the port that is meant where none is named has default: true");
        var names = new HashSet<string>(StringComparer.Ordinal);
        var isDefaultGiven = false;
        foreach (var entry in list.Items.OfType<MapValue>())
        {
            if (entry["name"] is ScalarValue { Text: { Length: > 0 } text, HasPlaceholders: false } name && !names.Add(text))
                report(
                    agent.PlaceOf(name),
                    $"two ports of the service have the name \"{Shortened.Of(text)}\": Consul refuses the configuration",
                    "give each port a name of its own");
            if (entry.Flag("default") is not true) continue;
            if (isDefaultGiven)
                report(
                    agent.PlaceOf(entry["default"]),
                    "two ports of the service have default: true: Consul refuses the configuration",
                    "let one port be the default");
            isDefaultGiven = true;
        }
    }
}

using ConsulGen.Core.Planning.Changes;

namespace ConsulGen.Core.Planning.Dangers.Services;

/// <summary>A reload deregisters a service whose definition is gone: Consul's documentation "consul reload".</summary>
internal sealed class ServiceRemoved()
    : DangerRule("service-removed", DangerSeverity.Warning, "The last instance of a service goes")
{
    public override void Check(TopologyChange change, Report report)
    {
        foreach (var datacenter in change.Datacenters)
        {
            if (datacenter.Old is not { } old || datacenter.New is not { } next) continue;
            var left = next.Agents.SelectMany(a => a.Services).Select(s => s.Name).ToHashSet(StringComparer.Ordinal);
            var gone = datacenter.Agents
                .Where(a => a.Old is { } before && before.Datacenter == old.Name)
                .SelectMany(a => (a.Old?.Services ?? []).Select(s => (Service: s, Agent: a)))
                .Where(s => !left.Contains(s.Service.Name))
                .GroupBy(s => s.Service.Name, StringComparer.Ordinal);
            foreach (var instances in gone)
                report(
                    DangerSeverity.Warning,
                    instances.First().Agent.PlaceOf("services." + instances.First().Service.Id),
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"service \"{instances.Key}\" has no instance left in datacenter \"{datacenter.Name}\" (before: {instances.Count()}): "
                            + $"its names in DNS and its health no longer answer"),
                    "make sure that nobody asks for it any more, then reload the agents; a renamed service is a new one, so let both names run for a while",
                    instances.Select(i => i.Agent.Name));
        }
    }
}

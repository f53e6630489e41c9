using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Zones;

internal sealed class LocalityWithoutRegion()
    : LintRule("locality-without-region", Severity.Error, "A locality has a zone, but no region")
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var defined in topology.Definitions.Where(d => d.Agent.Version.Has(Feature.LocalityChecked)))
        {
            Check(defined.Agent, defined.Agent.Config, "locality", "the agent refuses to start", report);
            foreach (var service in defined.Services) Check(defined.Agent, service, "service.locality", "Consul refuses the configuration", report);
        }
    }

    private static void Check(Agent agent, MapValue owner, string name, string effect, Report report)
    {
        if (owner.Map("locality") is var locality && DefinitionKeys.Has(locality, "zone") && !DefinitionKeys.Has(locality, "region"))
            report(agent.PlaceOf(locality["zone"]), $"{name}.zone is set without {name}.region: {effect}", $"set {name}.region, to which the zone belongs");
    }
}

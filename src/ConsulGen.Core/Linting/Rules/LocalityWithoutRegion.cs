using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules;

internal sealed class LocalityWithoutRegion()
    : LintRule("locality-without-region", Severity.Error, "A locality has a zone, but no region")
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var agent in DistinctAgents.Of(topology).Where(a => a.Version.IsAtLeast(1, 17)))
            if (agent.Config.Map("locality") is var locality && Definitions.Has(locality, "zone") && !Definitions.Has(locality, "region"))
                report(agent.PlaceOf(locality["zone"]), "locality.zone is set without locality.region: the agent refuses to start", "set locality.region, to which the zone belongs");
    }
}

using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Consul.Releases.Faults;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Versions;

internal sealed class KnownBadRelease()
    : LintRule("known-bad-release", Severity.Warning, "A release has a known fault that meets this inventory")
{
    public override void Check(Topology topology, Report report)
    {
        var known = new Dictionary<ConsulVersion, ImmutableArray<ReleaseFault>>();
        foreach (var datacenter in topology.Datacenters)
        {
            var told = new HashSet<(SourceSpan, ReleaseFault)>();
            foreach (var agent in datacenter.Agents.Where(PinnedVersion.IsPinned))
            {
                if (!known.TryGetValue(agent.Version, out var faults)) known.Add(agent.Version, faults = ReleaseFault.In(agent.Version));
                if (faults.IsEmpty) continue;
                var place = PinnedVersion.PlaceOf(agent);
                // Most hosts share their place with others, and the first that is met is enough.
                foreach (var fault in faults)
                    if (!told.Contains((place, fault)) && fault.Meets(agent, datacenter) && told.Add((place, fault)))
                        report(place, $"Consul {agent.Version} has a known fault: {fault.Text}", fault.Way(agent, datacenter));
            }
        }
    }
}

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
                foreach (var fault in faults)
                    if (fault.Meets(agent, datacenter) && told.Add((PinnedVersion.PlaceOf(agent), fault)))
                        report(PinnedVersion.PlaceOf(agent), $"Consul {agent.Version} has a known fault: {fault.Text}", fault.Way(agent, datacenter));
            }
        }
    }
}

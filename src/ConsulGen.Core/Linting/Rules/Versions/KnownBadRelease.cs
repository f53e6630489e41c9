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
        foreach (var datacenter in topology.Datacenters)
        {
            var told = new HashSet<(SourceSpan, ReleaseFault)>();
            foreach (var agent in datacenter.Agents.Where(PinnedVersion.IsPinned))
                foreach (var fault in ReleaseFault.Of(agent, datacenter))
                    if (told.Add((PinnedVersion.PlaceOf(agent), fault)))
                        report(
                            PinnedVersion.PlaceOf(agent),
                            $"Consul {agent.Version} has a known fault: {fault.Text}",
                            $"use {fault.Fixed.After(agent.Version)} or a later patch");
        }
    }
}

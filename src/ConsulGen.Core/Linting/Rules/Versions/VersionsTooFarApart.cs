using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Consul.Datacenters;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Versions;

internal sealed class VersionsTooFarApart()
    : LintRule("versions-too-far-apart", Severity.Warning, "Agents that work together have releases that are too far apart")
{
    public override void Check(Topology topology, Report report)
    {
        var found = false;
        foreach (var datacenter in topology.Datacenters)
            found |= Compare(datacenter.Agents, $"datacenter \"{datacenter.Name}\" has", report);
        if (!found) Compare(topology.Agents.Where(a => a.IsServer && WanJoins.IsJoined(a)), "the datacenters that are joined over the WAN have", report);
    }

    private static bool Compare(IEnumerable<Agent> agents, string subject, Report report)
    {
        if (ReleaseSpread.Of(agents.Where(PinnedVersion.IsPinned)) is not { IsTooWide: true } spread) return false;
        var (oldest, newest) = spread;
        var place = PinnedVersion.PlaceOf(newest);
        var other = PinnedVersion.PlaceOf(oldest);
        report(
            place,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{subject} Consul {newest.Version} for \"{newest.Name}\" and {oldest.Version} for "
                    + $"\"{oldest.Name}\"{(other == place ? "" : " at " + other.Describe(place))}: "
                    + $"they are {spread.Ahead} releases apart, and upgrades may skip one at most"),
            "upgrade the older ones in steps of at most two releases, such as 1.8 to 1.10");
        return true;
    }
}

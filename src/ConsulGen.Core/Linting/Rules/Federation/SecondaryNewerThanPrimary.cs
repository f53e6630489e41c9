using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Consul.Datacenters;
using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Federation;

internal sealed class SecondaryNewerThanPrimary()
    : LintRule("secondary-newer-than-primary", Severity.Warning, "A secondary datacenter has a newer release than the primary")
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var datacenter in topology.Datacenters)
        {
            if (ReleaseSpread.Of(datacenter.Servers.Where(s => PinnedVersion.IsPinned(s) && WanJoins.IsJoined(s))) is not { Newest: var server }) continue;
            // A derived primary is nobody's choice: implicit-primary-datacenter.
            if (server.Config["primary_datacenter"] is not ScalarValue { Span.Exists: true } primary) continue;
            var oldest = ReleaseSpread.Of(topology.Datacenters
                .Where(d => d != datacenter && PrimaryDatacenter.Is(d.Name, primary.Text))
                .SelectMany(d => d.Servers)
                .Where(PinnedVersion.IsPinned))?.Oldest;
            // On the way to 1.6, the ACL datacenter comes last (docs: upgrade to 1.6.x).
            if (oldest is null || !oldest.Version.Has(Feature.PrimaryUpgradedFirst)) continue;
            if (UpgradePath.Ahead(server.Version, oldest.Version) <= 0 || UpgradePath.AreTooFarApart(oldest.Version, server.Version)) continue;
            var place = PinnedVersion.PlaceOf(server);
            var other = PinnedVersion.PlaceOf(oldest);
            report(
                place,
                $"\"{server.Name}\" of datacenter \"{datacenter.Name}\" has Consul {server.Version}, but \"{oldest.Name}\" of the primary "
                    + $"\"{oldest.Datacenter}\" has {oldest.Version}{(other == place ? "" : " at " + other.Describe(place))}: "
                    + $"a secondary asks the primary for what it may not know yet",
                "upgrade the primary datacenter first, its servers before its clients");
        }
    }
}

using ConsulGen.Core.Consul.Datacenters;
using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Versions;

internal sealed class ClientNewerThanServers()
    : LintRule("client-newer-than-servers", Severity.Warning, "A client has a newer release than a server of its datacenter")
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var datacenter in topology.Datacenters)
        {
            if (ReleaseSpread.Of(datacenter.Servers.Where(PinnedVersion.IsPinned)) is not { Oldest: var server }) continue;
            var told = new HashSet<SourceSpan>();
            foreach (var client in datacenter.Clients.Where(PinnedVersion.IsPinned))
            {
                // A patch release more does not matter, and what is farther apart is reported by versions-too-far-apart.
                if (UpgradePath.Ahead(client.Version, server.Version) <= 0 || UpgradePath.AreTooFarApart(server.Version, client.Version)) continue;
                var place = PinnedVersion.PlaceOf(client);
                if (!told.Add(place)) continue;
                report(
                    place,
                    $"client \"{client.Name}\" has Consul {client.Version}, but server \"{server.Name}\" has {server.Version}{At(server, place)}: "
                        + $"{Consequence(client, server)}",
                    "upgrade the servers first, one at a time and the leader last, then the clients");
            }
        }
    }

    /// <summary>Since 1.19.0 clients leave it to the servers to filter by health (docs: upgrade, version-specific, 1.19).</summary>
    private static string Consequence(Agent client, Agent server) =>
        Feature.ServersFilterByHealth.BeginsBetween(server.Version, client.Version)
        ? "this client asks servers for healthy services only, which older ones do not understand, so it answers with unhealthy ones too"
        : "it may ask what an older server does not answer";

    private static string At(Agent server, SourceSpan from) => PinnedVersion.PlaceOf(server) is var place && place == from ? "" : " at " + place.Describe(from);
}

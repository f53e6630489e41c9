using ConsulGen.Core.Planning.Changes;

namespace ConsulGen.Core.Planning.Dangers.Bootstrap;

/// <summary>
/// Consul's documentation "Bootstrap parameters, autopilot"; <c>agent/consul/autopilot.go</c>; run with 1.10.11: after a restart with
/// another <c>min_quorum</c> the old one holds.
/// </summary>
internal sealed class AutopilotSetOnLiveDatacenter()
    : DangerRule("autopilot-set-on-live-datacenter", DangerSeverity.Info, "Settings of autopilot change in the file, which a live datacenter does not read")
{
    private const string Prefix = "autopilot.";

    public override void Check(TopologyChange change, Report report)
    {
        foreach (var datacenter in change.Datacenters)
        {
            var servers = datacenter.KeptServers.Where(s => Settings(s).Any()).ToList();
            if (servers is not [var first, ..]) continue;
            var keys = Settings(first).ToList();
            report(
                DangerSeverity.Info,
                first.PlaceOf("autopilot"),
                $"{string.Join(", ", keys.Select(k => $"{k.Path} goes from {k.Old?.ToString() ?? "nothing"} to {k.New?.ToString() ?? "nothing"}"))} on "
                    + $"servers of the live datacenter \"{datacenter.Name}\": autopilot's settings are kept in Raft since the first start, so nothing changes",
                "set them there too: consul operator autopilot set-config "
                    + string.Join(' ', keys.Select(k => $"-{k.Path[Prefix.Length..].Replace('_', '-')}={k.New?.ToString() ?? "<default>"}")),
                servers.Select(s => s.Name));
        }
    }

    /// <summary>None where <c>autopilot</c> itself is all that changes: an empty map, or no map at all, which lint reports.</summary>
    private static IEnumerable<KeyChange> Settings(AgentChange agent) => agent.Keys.Where(k => k.Path.StartsWith(Prefix, StringComparison.Ordinal));
}

namespace ConsulGen.Core.Planning.Dangers;

/// <summary>
/// Consul's documentation "Bootstrap parameters, autopilot"; <c>agent/consul/autopilot.go</c>; run with 1.10.11: after a restart with
/// another <c>min_quorum</c> the old one holds.
/// </summary>
internal sealed class AutopilotSetOnLiveDatacenter()
    : DangerRule("autopilot-set-on-live-datacenter", DangerLevel.Info, "Settings of autopilot change in the file, which a live datacenter does not read")
{
    public override void Check(TopologyChange change, Report report)
    {
        foreach (var datacenter in change.Datacenters)
        {
            var servers = datacenter.KeptServers.Where(s => s.Below("autopilot").Any()).ToList();
            if (servers is not [var first, ..]) continue;
            var keys = first.Below("autopilot").ToList();
            report(
                DangerLevel.Info,
                first.PlaceOf("autopilot"),
                $"{string.Join(", ", keys.Select(k => $"{k.Path} goes from {k.Old?.ToString() ?? "nothing"} to {k.New?.ToString() ?? "nothing"}"))} on servers of the live datacenter \"{datacenter.Name}\": autopilot's settings are kept in Raft since the first start, so nothing changes",
                "set them there too: consul operator autopilot set-config " + string.Join(' ', keys.Select(k => $"-{k.Path["autopilot.".Length..].Replace('_', '-')}={k.New?.ToString() ?? "<default>"}")),
                servers.Select(s => s.Name));
        }
    }
}

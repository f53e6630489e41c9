using ConsulGen.Core.Planning.Changes;

namespace ConsulGen.Core.Planning.Dangers.Federation;

/// <summary>
/// github.com/hashicorp/consul issues 1656, 5881, 7477 and 10429: servers that did not leave stay in the list for <c>reconnect_timeout_wan</c>, three days.
/// </summary>
internal sealed class DatacentersChanged()
    : DangerRule("datacenters-changed", DangerSeverity.Warning, "A datacenter joins the others, or goes")
{
    public override void Check(TopologyChange change, Report report)
    {
        if (!change.Datacenters.Any(d => d is { IsLive: true, New.Servers.IsEmpty: false })) return;
        foreach (var datacenter in change.Datacenters)
        {
            // A cluster of its own comes and goes without the others.
            if ((datacenter.New is { Servers.IsEmpty: false } ? change.New : change.Old).AreSeparate) continue;
            // What moves into another datacenter with its servers is datacenter-renamed.
            if (datacenter.Agents.Any(a => a is { Old: { IsServer: true }, New.IsServer: true } && a.Old.Datacenter != a.New.Datacenter)) continue;
            if (datacenter is { IsLive: true, New: null or { Servers.IsEmpty: true } })
                report(
                    DangerSeverity.Warning,
                    (datacenter.New ?? datacenter.Old)?.Span ?? default,
                    $"datacenter \"{datacenter.Name}\" goes: servers that stop without leaving stay in the list of the others for three days, "
                        + "and requests for that datacenter fail",
                    "move whoever asks it first; then consul leave on all its agents, servers last, "
                        + $"and elsewhere consul force-leave NODE.{datacenter.Name} for each that is left in consul members -wan",
                    datacenter.RemovedServers.Select(a => a.Name));
            else if (datacenter is { IsLive: false, New.Servers: { IsEmpty: false } servers })
                report(
                    DangerSeverity.Info,
                    datacenter.New.Span,
                    $"datacenter \"{datacenter.Name}\" comes: each of its servers has to reach each server of the others, and they it, "
                        + "at the ports server and serf_wan",
                    "open the ports in both directions first, and look at consul members -wan in every datacenter after its first server has started",
                    servers.Select(s => s.Name));
        }
    }
}

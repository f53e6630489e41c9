using ConsulGen.Core.Planning.Changes;
using ConsulGen.Core.Text;

namespace ConsulGen.Core.Planning.Dangers.Bootstrap;

/// <summary>Consul's documentation "Bootstrap parameters, autopilot.min_quorum" (since 1.6.2); github.com/hashicorp/consul issue 15940.</summary>
internal sealed class MinQuorumOutdated()
    : DangerRule("min-quorum-outdated", DangerSeverity.Warning, "The number of servers changes, and min_quorum no longer fits it")
{
    public override void Check(TopologyChange change, Report report)
    {
        foreach (var datacenter in change.Datacenters)
        {
            if (datacenter is not { Old.Servers: { IsEmpty: false } old, New.Servers: { IsEmpty: false } next } || old.Length == next.Length) continue;
            var quorum = (next.Length / 2) + 1;
            if (next.FirstOrDefault(s => s.Config.Map("autopilot").Number("min_quorum") is > 0) is not { } server
                || server.Config.Map("autopilot").Number("min_quorum") is not { } least || least == quorum) continue;
            var place = server.Config.Map("autopilot")["min_quorum"]?.Span ?? server.Span;
            report(
                DangerSeverity.Warning,
                place.Exists ? place : server.Span,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"datacenter \"{datacenter.Name}\" goes from {old.Length} to {Counted.Of(next.Length, "server")}, but min_quorum is {least}: "
                        + $"{(least < quorum
                            ? $"autopilot may remove failed servers until fewer are left than the {quorum} of a majority"
                            : $"a majority of {quorum} is enough, but autopilot removes no failed server below {least}")}"),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"set it to {quorum}, and in the live datacenter: consul operator autopilot set-config -min-quorum={quorum}"),
                next.Select(s => s.Name));
        }
    }
}

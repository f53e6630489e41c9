using ConsulGen.Core.Consul.Datacenters;
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
            if (datacenter is not { Old.Servers: { IsEmpty: false }, New.Servers: { IsEmpty: false } servers }) continue;
            var (old, next) = (Voters.QuorumOf(datacenter.Old), Voters.QuorumOf(datacenter.New));
            var quorum = next.Needed;
            if (old == next || servers.FirstOrDefault(s => Autopilot.LeastServersOf(s) is not null) is not { } server
                || Autopilot.LeastServersOf(server) is not { } least || least == quorum) continue;
            var allVote = old.Voters == datacenter.Old.Servers.Length && next.Voters == servers.Length;
            var place = Autopilot.LeastServersValue(server)?.Span ?? server.Span;
            report(
                DangerSeverity.Warning,
                place.Exists ? place : server.Span,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"datacenter \"{datacenter.Name}\" goes from {old.Voters} to "
                        + $"{Counted.Of(next.Voters, allVote ? "server" : "voter")}, but min_quorum is {least}: "
                        + $"{(least < quorum
                            ? $"autopilot may remove failed servers until fewer are left than the {quorum} of a majority"
                            : $"a majority of {quorum} is enough, but autopilot removes no failed server below {least}")}"),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"set it to {quorum}, and in the live datacenter: consul operator autopilot set-config -min-quorum={quorum}"),
                servers.Select(s => s.Name));
        }
    }
}

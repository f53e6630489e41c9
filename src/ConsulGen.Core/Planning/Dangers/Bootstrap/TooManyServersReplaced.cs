using ConsulGen.Core.Consul.Datacenters;
using ConsulGen.Core.Planning.Changes;
using ConsulGen.Core.Text;

namespace ConsulGen.Core.Planning.Dangers.Bootstrap;

/// <summary>Consul's documentation "Consensus protocol, deployment table" and "Disaster recovery": a majority that is gone does not come back.</summary>
internal sealed class TooManyServersReplaced()
    : DangerRule("too-many-servers-replaced", DangerSeverity.Block, "More servers go in one change than the datacenter may lose")
{
    public override bool StepsAreTheRemedy => true;

    public override void Check(TopologyChange change, Report report)
    {
        foreach (var datacenter in change.Datacenters)
        {
            // A datacenter that is given up as a whole needs no quorum.
            if (Voters.QuorumOf(datacenter.Old) is not { Voters: > 1 } quorum || datacenter.New is not { Servers.IsEmpty: false }) continue;
            var gone = datacenter.VotersOf(datacenter.RemovedServers);
            if (gone.Count <= quorum.Tolerance) continue;
            var goes = string.Create(
                CultureInfo.InvariantCulture,
                $"{AgentCount.Voters(gone.Count, datacenter)} {(gone.Count == 1 ? "goes" : "go")} in one change, and it may lose only {quorum.Tolerance}");
            if (LeaveOneByOne(datacenter))
                report(
                    DangerSeverity.Warning,
                    datacenter.ServersSpan,
                    $"{goes}: that is safe only one after the other, as each that has left takes itself off the quorum; "
                        + "stopped together they take writes along",
                    "run consul leave on one, wait until consul operator raft list-peers no longer shows it, then go on with the next; "
                        + "the datacenter may lose fewer and fewer on the way",
                    gone.Select(g => g.Name));
            else
                report(
                    DangerSeverity.Block,
                    datacenter.ServersSpan,
                    $"{goes}: without a quorum writes stop, and only a recovery by hand brings them back",
                    $"make {Counted.Of(gone.Count, "change")} of it, one server each: a new one joins and becomes a voter before an old one leaves",
                    gone.Select(g => g.Name));
        }
    }

    /// <summary>
    /// Nothing comes, and who stays has a vote: Raft lets each of them go by itself (3 → 1 live: nothing lost). Beside read replicas
    /// more servers stay than vote, and the count that a person has in mind is another one.
    /// </summary>
    private static bool LeaveOneByOne(DatacenterChange datacenter) =>
        !datacenter.AddedServers.Any() && datacenter.KeptServers.All(s => s is { Old: { } old, New: { } next } && Voters.Votes(old) && Voters.Votes(next));
}

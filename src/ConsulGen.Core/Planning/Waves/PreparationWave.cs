using ConsulGen.Core.Consul.Datacenters;
using ConsulGen.Core.Formats;
using ConsulGen.Core.Planning.Changes;
using ConsulGen.Core.Text;

namespace ConsulGen.Core.Planning.Waves;

/// <summary>What comes before anything that touches a voter: a way back, and a datacenter that can afford it.</summary>
internal static class PreparationWave
{
    public static string SnapshotOf(string datacenter) => Shell.Word($"before-{datacenter}.snap");

    /// <param name="datacenters">Live ones, whose voters the change touches.</param>
    public static ImmutableArray<Wave> Of(IEnumerable<DatacenterChange> datacenters)
    {
        var steps = datacenters.SelectMany(d => Steps(d)).ToImmutableArray();
        return steps.IsEmpty ? [] : [new Wave("", "before anything", steps)];
    }

    private static IEnumerable<Step> Steps(DatacenterChange datacenter)
    {
        if (Witness.Of(datacenter, before: true) is not { } witness || datacenter.Old is not { } old) yield break;
        var quorum = Voters.QuorumOf(old);
        yield return new Step(
            $"see that datacenter {datacenter.Name} is whole",
            [witness.Name],
            [witness.ListPeers, .. witness.HasAutopilot ? [witness.Autopilot] : ImmutableArray<string>.Empty, witness.Members])
        {
            WaitFor =
            [
                Counted.Of(quorum.Voters, "voter, which is", "voters, one of them") + " the leader",
                .. witness.HasAutopilot
                    ? [string.Create(CultureInfo.InvariantCulture, $"autopilot says healthy, {witness.Tolerance} {quorum.Tolerance}")]
                    : ImmutableArray<string>.Empty,
                "every member is alive or has left",
            ],
        };
        yield return new Step(
            $"save the data of datacenter {datacenter.Name}",
            [witness.Name],
            [witness.Snapshot("save", SnapshotOf(datacenter.Name)), witness.Inspect(SnapshotOf(datacenter.Name))])
        {
            WaitFor = ["the snapshot is readable, and is kept away from the servers"],
        };
    }
}

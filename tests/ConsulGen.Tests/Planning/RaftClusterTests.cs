using ConsulGen.Core.Planning.Raft;

namespace ConsulGen.Tests.Planning;

public class RaftClusterTests
{
    [Theory]
    [InlineData(1, 1, 0)]
    [InlineData(2, 2, 0)]
    [InlineData(3, 2, 1)]
    [InlineData(4, 3, 1)]
    [InlineData(5, 3, 2)]
    [InlineData(7, 4, 3)]
    public void a_majority_of_the_voters_is_a_quorum(int voters, int quorum, int tolerance)
    {
        var cluster = Of(voters);

        Assert.Equal((quorum, tolerance, true), (cluster.Quorum, cluster.Tolerance, cluster.HasQuorum));
    }

    [Fact]
    public void who_joins_has_no_vote_yet_but_the_first()
    {
        Assert.Equal(3, Of(3).Join("new").Voters);
        Assert.Equal(4, Of(3).Join("new").Promote("new").Voters);
        Assert.Equal(1, RaftCluster.Empty.Join("new").Voters);
    }

    [Fact]
    public void who_stops_still_counts_and_who_left_does_not()
    {
        Assert.False(Of(3).Stop("1").Stop("2").HasQuorum);
        Assert.True(Of(3).Leave("1").Leave("2").HasQuorum);
        Assert.Equal((2, 2), (Of(3).Stop("1").Stop("2").Start("1").Leave("2").Voters, Of(3).Stop("2").Leave("2").RunningVoters));
        Assert.False(RaftCluster.Empty.HasQuorum);
    }

    [Fact]
    public void a_step_is_as_bad_as_its_worst_moment()
    {
        var restart = QuorumEffect.Of(Of(3), new RaftMove(RaftMoveKind.Stop, "1"), new RaftMove(RaftMoveKind.Start, "1"));
        var two = QuorumEffect.Of(Of(3), new RaftMove(RaftMoveKind.Stop, "1"), new RaftMove(RaftMoveKind.Stop, "2"), new RaftMove(RaftMoveKind.Start, "1"));

        Assert.Equal((2, 0), (restart.Lowest.RunningVoters, restart.Lowest.Tolerance));
        Assert.Equal((false, true), (restart.StopsWrites, restart.IsAllowed));
        Assert.Equal((true, false), (two.StopsWrites, two.IsAllowed));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public void only_a_cluster_that_survives_no_loss_may_stop(int voters, bool stops)
    {
        var effect = QuorumEffect.Of(Of(voters), new RaftMove(RaftMoveKind.Stop, "1"), new RaftMove(RaftMoveKind.Start, "1"));

        Assert.Equal((stops, true), (effect.StopsWrites, effect.IsAllowed));
    }

    private static RaftCluster Of(int voters) => RaftCluster.Of(Enumerable.Range(1, voters).Select(v => FormattableString.Invariant($"{v}")));
}

namespace ConsulGen.Core.Planning.Raft;

/// <summary>The voters of a datacenter around a step.</summary>
/// <param name="Lowest">The worst moment of the step.</param>
public sealed record QuorumEffect(RaftCluster Before, RaftCluster Lowest, RaftCluster After)
{
    /// <summary>Writes and elections fail for a part of the step.</summary>
    public bool StopsWrites => Before.HasQuorum && !Lowest.HasQuorum;

    /// <summary>
    /// A step may stop writes only where no order of steps avoids it: a cluster that survives no loss, or one that is given up.
    /// </summary>
    public bool IsAllowed => !StopsWrites || Before.Tolerance <= 0 || After.Voters == 0;

    /// <summary>Plays the moves one after another.</summary>
    public static QuorumEffect Of(RaftCluster before, params ReadOnlySpan<RaftMove> moves)
    {
        var (lowest, now) = (before, before);
        foreach (var move in moves)
        {
            now = move.Apply(now);
            if (now.Tolerance < lowest.Tolerance) lowest = now;
        }

        return new QuorumEffect(before, lowest, now);
    }
}

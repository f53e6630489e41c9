namespace ConsulGen.Core.Planning.Raft;

public enum RaftMoveKind
{
    Join,
    Promote,
    Demote,
    Leave,
    Stop,
    Start,
}

/// <summary>One thing that happens to one server of a cluster.</summary>
public readonly record struct RaftMove(RaftMoveKind Kind, string Server)
{
    public RaftCluster Apply(RaftCluster cluster) => Kind switch
    {
        RaftMoveKind.Join => cluster.Join(Server),
        RaftMoveKind.Promote => cluster.Promote(Server),
        RaftMoveKind.Demote => cluster.Demote(Server),
        RaftMoveKind.Leave => cluster.Leave(Server),
        RaftMoveKind.Stop => cluster.Stop(Server),
        RaftMoveKind.Start => cluster.Start(Server),
        _ => throw new InvalidOperationException($"no such move: {Kind}"),
    };
}

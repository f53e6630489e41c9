using ConsulGen.Core.Planning.Changes;
using ConsulGen.Core.Planning.Raft;

namespace ConsulGen.Core.Planning.Waves;

internal enum ServerMoveKind
{
    Join,

    Leave,

    Restart,

    /// <summary>Leaves to come back as another.</summary>
    Depart,

    /// <summary>Comes back after <see cref="Depart"/>.</summary>
    Return,
}

/// <summary>One thing that one server does, while the others stand still; of a plan it is one step.</summary>
internal sealed record ServerMove(ServerMoveKind Kind, AgentChange Change, QuorumEffect Quorum)
{
    public bool IsInPlace => Kind is ServerMoveKind.Restart or ServerMoveKind.Depart or ServerMoveKind.Return;
}

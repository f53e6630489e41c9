using ConsulGen.Core.Planning.Changes;
using ConsulGen.Core.Planning.Raft;

namespace ConsulGen.Core.Planning.Waves;

internal enum ServerTaskKind
{
    Join,

    Leave,

    Restart,

    /// <summary>Leaves to come back as another.</summary>
    Depart,

    /// <summary>Comes back after <see cref="Depart"/>.</summary>
    Return,
}

/// <summary>One thing that one server does in its turn.</summary>
internal sealed record ServerTask(ServerTaskKind Kind, AgentChange Change, QuorumEffect Quorum)
{
    public bool IsInPlace => Kind is ServerTaskKind.Restart or ServerTaskKind.Depart or ServerTaskKind.Return;
}

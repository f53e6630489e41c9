namespace ConsulGen.Core.Drift;

/// <summary>A member as gossip tells it.</summary>
/// <param name="Status">Serf's word: alive, leaving, left, failed.</param>
/// <param name="Version">As Consul says it, without the build after a colon.</param>
public sealed record LiveMember(string Name, string Address, int Port, string Status, bool IsServer, string Version, string Datacenter)
{
    /// <summary>It went away by itself, and is remembered for some days.</summary>
    public bool HasLeft => Status is "left" or "leaving";
}

/// <summary>A server as Raft knows it.</summary>
public sealed record LivePeer(string Node, string Id, string Address, bool IsLeader, bool IsVoter);

/// <summary>An agent as it tells of itself.</summary>
/// <param name="File">Whose words these are.</param>
public sealed record LiveAgent(string File, string Name, string NodeId, string Datacenter, bool IsServer, string Version);

namespace ConsulGen.Core.Consul.Datacenters;

/// <summary>What Raft asks of so many voters: Consul's documentation "Consensus protocol, deployment table".</summary>
public readonly record struct Quorum(int Voters)
{
    /// <summary>How many have to run for a write or an election; 1 of none, which nobody is.</summary>
    public int Needed => (Voters / 2) + 1;

    /// <summary>How many may fail; 0 where there is nobody.</summary>
    public int Tolerance => Math.Max(0, Voters - Needed);

    /// <summary>The fewest that take the quorum when they fail; 0 where there is none to take.</summary>
    public int Fatal => Voters == 0 ? 0 : Tolerance + 1;
}

using ConsulGen.Core.Planning.Raft;

namespace ConsulGen.Core.Planning.Waves;

/// <summary>Steps that belong together: the servers of a datacenter that join, a batch of clients that restart.</summary>
/// <param name="Datacenter">Empty for what is not one datacenter's.</param>
public sealed record Wave(string Datacenter, string Title, ImmutableArray<Step> Steps)
{
    /// <summary>What holds for all its steps; sentences as a danger's message.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>True when a step has to wait for the one before.</summary>
    public bool NeedsOrder => Steps.Any(s => s.Quorum is not null);
}

/// <summary>One thing to do, which is safe by itself when the steps before it are done.</summary>
/// <param name="Title">Lower-case, without a final period.</param>
/// <param name="Hosts">Names of the hosts where it is done, all of them; empty for a machine that the inventory does not know.</param>
/// <param name="Commands">For a shell; what is in angle brackets is the operator's to fill in.</param>
public sealed record Step(string Title, ImmutableArray<string> Hosts, ImmutableArray<string> Commands)
{
    /// <summary>What to know before it is done; sentences as a danger's message.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>What has to be true before the next step.</summary>
    public ImmutableArray<string> WaitFor { get; init; } = [];

    /// <summary>How to go back.</summary>
    public ImmutableArray<string> Undo { get; init; } = [];

    /// <summary>What it does to the voters of its datacenter; null when it does not touch them.</summary>
    public QuorumEffect? Quorum { get; init; }
}

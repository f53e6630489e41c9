using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Planning.Changes;
using ConsulGen.Core.Planning.Dangers;
using ConsulGen.Core.Planning.Risks;
using ConsulGen.Core.Planning.Waves;

namespace ConsulGen.Core.Planning;

/// <summary>What a change of the inventory does to the live cluster, and the safe order.</summary>
/// <param name="Dangers">The worst first.</param>
public sealed record Plan(TopologyChange Change, ImmutableArray<Danger> Dangers)
{
    /// <summary>Errors of the new inventory, which no bundle comes from; and what is wrong with its risks.</summary>
    public ImmutableArray<Finding> Errors { get; init; } = [];

    /// <summary>Errors of the old inventory: what runs may be another cluster than the plan begins with, and no files of it are compared.</summary>
    public ImmutableArray<Finding> OldErrors { get; init; } = [];

    /// <summary>Dangers that the new inventory accepts; they do not count.</summary>
    public ImmutableArray<AcceptedDanger> Accepted { get; init; } = [];

    /// <summary>Files of the two bundles that differ and are no host's; empty where one of the inventories gives no bundle.</summary>
    public ImmutableArray<FileChange> SharedFiles { get; init; } = [];

    /// <summary>The steps, in their order. A blocked change has some only where they are the remedy.</summary>
    public ImmutableArray<Wave> Waves { get; init; } = [];

    public ImmutableArray<ChangeGroup> Groups { get; init; } = [];

    /// <summary>The change is let through, not found safe.</summary>
    public bool AcceptsBlock => Accepted.Any(a => a.Danger.Severity == DangerSeverity.Block);

    public Verdict Verdict
    {
        get
        {
            if (!Errors.IsEmpty || Dangers.Any(d => d.Severity == DangerSeverity.Block)) return Verdict.Blocked;
            if (AcceptsBlock || Dangers.Any(d => d.Severity == DangerSeverity.Procedure) || Waves.Any(w => w.NeedsOrder)) return Verdict.Procedure;
            return Groups.IsEmpty && SharedFiles.IsEmpty ? Verdict.NoChange : Verdict.Safe;
        }
    }
}

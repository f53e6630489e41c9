namespace ConsulGen.Core.Planning;

/// <summary>What a plan comes to, from least to most.</summary>
public enum Verdict
{
    NoChange,

    /// <summary>In any order, at any time: reloads, restarts of clients, files that no agent reads.</summary>
    Safe,

    /// <summary>Safe in the order of the plan's steps.</summary>
    Procedure,

    /// <summary>It would break the live cluster, or the new inventory has errors.</summary>
    Blocked,
}

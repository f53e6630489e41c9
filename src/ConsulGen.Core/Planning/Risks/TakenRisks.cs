using ConsulGen.Core.Inventories;
using ConsulGen.Core.Planning.Dangers;

namespace ConsulGen.Core.Planning.Risks;

/// <summary>What the inventory's <c>risks</c> accept.</summary>
internal static class TakenRisks
{
    /// <summary>The dangers that are accepted, set apart. What the risk was accepted for and no longer is says so.</summary>
    /// <param name="today">Null when nobody says which day it is: then no risk has passed.</param>
    public static (ImmutableArray<Danger> Left, ImmutableArray<AcceptedDanger> Accepted) Among(
        ImmutableArray<Danger> dangers, ImmutableArray<Risk> risks, string? today)
    {
        var left = new List<Danger>();
        var accepted = new List<AcceptedDanger>();
        foreach (var danger in dangers)
        {
            var covering = risks.Where(r => Covers(r, danger)).ToList();
            if (covering.Find(r => !HasPassed(r, today)) is { } risk) accepted.Add(new AcceptedDanger(danger, risk.Span, risk.Reason, risk.Until));
            else left.Add(covering is [{ } passed, ..] ? danger with { Message = $"{danger.Message}; it was accepted until {passed.Until}" } : danger);
        }

        return ([.. left], [.. accepted]);
    }

    private static bool Covers(Risk risk, Danger danger) =>
        risk.Accept == danger.Rule && (risk.Hosts.IsEmpty || danger.Hosts.All(risk.Hosts.ToHashSet(StringComparer.Ordinal).Contains));

    // Days in this form are in order as texts.
    private static bool HasPassed(Risk risk, string? today) => today is not null && risk.Until is { } until && string.CompareOrdinal(until, today) < 0;
}

using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Planning.Catalog;
using ConsulGen.Core.Planning.Changes;
using ConsulGen.Core.Planning.Dangers;
using ConsulGen.Core.Planning.Risks;
using ConsulGen.Core.Planning.Waves;

namespace ConsulGen.Core.Planning;

/// <summary>Makes the plan of a change. It is pure and total, as compiling is.</summary>
public static class Planner
{
    /// <param name="today">As <c>2027-01-31</c>, to judge until when risks are accepted; null leaves that unjudged.</param>
    /// <returns>Null when one of the inventories could not be read as YAML.</returns>
    public static Plan? Make(Compilation old, Compilation next, string? today = null)
    {
        if (old.Topology is null || next.Topology is null) return null;
        var change = TopologyDifference.Of(old.Topology, next.Topology);
        var withFiles = !old.HasErrors && !next.HasErrors;
        var files = withFiles ? FileDifference.Shared(change.Old, change.New) : [];
        var all = Dangers(change);
        var (dangers, accepted) = TakenRisks.Among(all, next.Inventory?.Risks ?? [], today);
        var plan = new Plan(change, dangers)
        {
            Errors = [.. next.Findings.Where(f => f.Severity == Severity.Error)],
            OldErrors = [.. old.Findings.Where(f => f.Severity == Severity.Error)],
            Accepted = accepted,
            SharedFiles = files,
            Groups = ChangeGroup.Of(change, withFiles),
        };
        // Steps that lead to where the change must not go would only be followed.
        var leadsAstray = !plan.Errors.IsEmpty
            || plan.Dangers.Any(d => d.Severity == DangerSeverity.Block && !DangerCatalog.All[d.Rule].StepsAreTheRemedy)
            || all.Any(d => d.Severity == DangerSeverity.Block && DangerCatalog.All[d.Rule].StepsCannotWork);
        return leadsAstray ? plan : plan with { Waves = WaveCompiler.Compile(change, files) };
    }

    public static ImmutableArray<Danger> Dangers(TopologyChange change)
    {
        var dangers = new List<Danger>();
        foreach (var rule in DangerCatalog.Rules)
            rule.Check(
                change,
                (level, span, message, help, hosts) => dangers.Add(new Danger(
                    rule.Name,
                    level,
                    span,
                    message,
                    help,
                    [.. hosts.Distinct(StringComparer.Ordinal)])));
        dangers.Sort(Danger.Compare);
        return [.. dangers];
    }
}

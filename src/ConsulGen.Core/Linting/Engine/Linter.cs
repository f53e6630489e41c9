using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Threads;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Engine;

/// <summary>Runs the rules, and makes one report of theirs and the earlier stages' findings.</summary>
public static class Linter
{
    /// <summary>A range of hosts has one place; this many findings of one rule there are enough.</summary>
    private const int MostPerPlace = 3;

    /// <summary>For fewer agents than this, a second thread takes longer to start than the rules to run; for 10,000 it saves a third.</summary>
    private const int WorthThreads = 200;

    private const string UnusedSuppression = "unused-suppression";

    public static void Run(Topology topology, FindingBag findings)
    {
        var rules = RuleCatalog.Rules;
        var found = rules.Select(_ => new FindingBag()).ToArray();
        var ofKeys = Enumerable.Range(0, rules.Length).Where(i => rules[i] is AgentKeyRule).ToList();
        // The walk is the longest piece of work: first.
        Action[] work = [CheckKeys, .. Enumerable.Range(0, rules.Length).Except(ofKeys).Select(i => (Action)(() => rules[i].Check(topology, ReportOf(i))))];
        Workers.For(work.Length, i => work[i](), topology.Agents.Length < WorthThreads ? work.Length : 1);
        foreach (var bag in found) findings.Add(bag);

        LintRule.Report ReportOf(int i) => (span, message, help, fix) =>
            found[i].Add(rules[i].Descriptor.Name, span, message.ToString(), help, fix, message.Shared);

        void CheckKeys()
        {
            var checks = ofKeys.Select(i => new { Rule = (AgentKeyRule)rules[i], Report = ReportOf(i) }).ToArray();
            AgentKeyWalk.OverEffective(topology, (agent, in visit) =>
            {
                foreach (var check in checks) check.Rule.Check(agent, visit, check.Report);
            });
        }
    }

    /// <summary>The findings that nothing hides, with their severities, in order, each once.</summary>
    public static ImmutableArray<Finding> Finish(FindingBag findings, LintSettings settings, Suppressions suppressions)
    {
        var shown = findings.Findings
            .Where(f => !suppressions.Hides(f) && !settings.Ignores(f.Rule) && settings.SeverityOf(RuleCatalog.All[f.Rule]) is not null)
            .ToList();
        foreach (var (span, rule) in suppressions.Unused.Concat(settings.Unused.Where(u => u.Rule != UnusedSuppression)))
            if (!settings.Ignores(UnusedSuppression))
                shown.Add(new Finding(
                    UnusedSuppression,
                    Severity.Warning,
                    span,
                    $"the rule \"{rule}\" is ignored here, but it has nothing to report",
                    "remove it, so that the rule speaks when it has to"));
        var all = shown
            .Select(f => f with { Severity = settings.SeverityOf(RuleCatalog.All[f.Rule]) ?? f.Severity })
            .GroupBy(f => f with { Message = f.Shared ?? f.Message, Shared = null, Help = "", Fix = null })
            .Select(Agreed)
            .ToList();
        ImmutableArray<Finding> sorted =
            [.. all.GroupBy(f => (f.Rule, f.Span)).SelectMany(OfPlace).OrderBy(f => f, Comparer<Finding>.Create(Finding.Compare))];
        return sorted.Length <= Limits.Findings && findings.LeftOut is null ? sorted : Cut(sorted, findings.LeftOut);
    }

    /// <summary>The first of them. What comes behind them may be an error, so that this is one.</summary>
    private static ImmutableArray<Finding> Cut(ImmutableArray<Finding> findings, Finding? leftOut)
    {
        ImmutableArray<Finding> shown = [.. findings.Take(Limits.Findings)];
        var span = findings.Length > shown.Length ? findings[shown.Length].Span : leftOut?.Span ?? SourceSpan.None;
        return shown.Add(new Finding(
            Limits.Rule,
            Severity.Error,
            span,
            $"the inventory has more than {Limits.Count(Limits.Findings)} findings; those from here on are not shown",
            "correct what stands before, and run again"));
    }

    /// <summary>
    /// One finding of several that say the same, of hosts that share a value, be it of two releases during an upgrade, with the
    /// first one's help. What is right for one of them only is no fix.
    /// </summary>
    private static Finding Agreed(IGrouping<Finding, Finding> same) =>
        same.First() is var first && same.All(f => f.Fix == first.Fix) ? first : first with { Fix = null };

    private static IEnumerable<Finding> OfPlace(IGrouping<(string Rule, SourceSpan Span), Finding> place)
    {
        var findings = place.ToList();
        if (findings.Count <= MostPerPlace) return findings;
        var last = findings[MostPerPlace - 1];
        var more = string.Create(CultureInfo.InvariantCulture, $"{last.Message} (and {findings.Count - MostPerPlace} more like this here)");
        return [.. findings.Take(MostPerPlace - 1), last with { Message = more }];
    }
}

using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting;

/// <summary>Runs the rules, and makes one report of theirs and the earlier stages' findings.</summary>
public static class Linter
{
    /// <summary>A range of hosts has one place; this many findings of one rule there are enough.</summary>
    private const int MostPerPlace = 3;

    public static void Run(Topology topology, LintSettings settings, FindingBag findings)
    {
        foreach (var rule in RuleCatalog.Rules)
            if (!settings.Ignores(rule.Descriptor.Name))
                rule.Check(topology, (span, message, help) => findings.Add(rule.Descriptor.Name, span, message, help));
    }

    /// <summary>The findings with their severities, in order, each once.</summary>
    public static ImmutableArray<Finding> Finish(IEnumerable<Finding> findings, LintSettings settings)
    {
        var all = findings
            .Where(f => !settings.Ignores(f.Rule))
            .Select(f => f with { Severity = settings.SeverityOf(RuleCatalog.All[f.Rule]) })
            .Distinct()
            .ToList();
        all.Sort(Finding.Compare);
        return [.. all.GroupBy(f => (f.Rule, f.Span)).SelectMany(Shorten).OrderBy(f => f, Comparer<Finding>.Create(Finding.Compare))];
    }

    private static IEnumerable<Finding> Shorten(IGrouping<(string Rule, SourceSpan Span), Finding> place)
    {
        var findings = place.ToList();
        if (findings.Count <= MostPerPlace) return findings;
        var last = findings[MostPerPlace - 1];
        var more = string.Create(CultureInfo.InvariantCulture, $"{last.Message} (and {findings.Count - MostPerPlace} more like this here)");
        return [.. findings.Take(MostPerPlace - 1), last with { Message = more }];
    }
}

using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Inventories;
using ConsulGen.Core.Text;

namespace ConsulGen.Core.Planning.Catalog;

/// <summary>What the inventory's <c>risks</c> name.</summary>
internal static class RiskNames
{
    /// <summary>Reports risks that name no danger.</summary>
    public static void Check(ImmutableArray<Risk> risks, FindingBag findings)
    {
        foreach (var risk in risks)
        {
            if (DangerCatalog.All.ContainsKey(risk.Accept)) continue;
            var close = Suggestion.For(risk.Accept, DangerCatalog.All.Keys);
            findings.Add(
                "unknown-rule",
                risk.Span,
                $"plan knows no danger \"{Shortened.Of(risk.Accept)}\"",
                close is null ? "see: consulgen rules" : $"did you mean \"{close}\"?");
        }
    }
}

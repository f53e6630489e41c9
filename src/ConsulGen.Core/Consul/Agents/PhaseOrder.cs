namespace ConsulGen.Core.Consul.Agents;

/// <summary>Settings that a live cluster takes only one after another.</summary>
internal static class PhaseOrder
{
    /// <summary>The phases between two steps, in the order in which they have to come, as the end of a message; empty where none is skipped.</summary>
    public static string Skipped(ImmutableArray<string> phases, int from, int to)
    {
        var skipped = phases.Where((_, step) => step > Math.Min(from, to) && step < Math.Max(from, to)).ToList();
        if (from > to) skipped.Reverse();
        return skipped.Count == 0 ? "" : $"; skipped {(skipped.Count == 1 ? "is" : "are")} {string.Join(", then ", skipped)}";
    }
}

namespace ConsulGen.Core.Text;

/// <summary>Puts things into an order in which they mostly are already.</summary>
internal static class StableOrder
{
    /// <summary>In order; those that compare as equal stay as they are.</summary>
    public static ImmutableArray<T> By<T>(IReadOnlyList<T> items, Comparison<T> comparison)
    {
        for (var i = 1; i < items.Count; i++)
            if (comparison(items[i - 1], items[i]) > 0) return [.. items.OrderBy(item => item, Comparer<T>.Create(comparison))];
        return [.. items];
    }
}

namespace ConsulGen.Core.Values;

/// <summary>Whether values mean the same, wherever they come from.</summary>
public static class ValueComparison
{
    public static bool Same(Value? a, Value? b) => Same(a, b, static (x, y) => x.Name == y.Name);

    /// <param name="secrets">When two references to secrets mean the same.</param>
    public static bool Same(Value? a, Value? b, Func<SecretValue, SecretValue, bool> secrets) => (a, b) switch
    {
        _ when ReferenceEquals(a, b) => true,
        (ScalarValue x, ScalarValue y) => x.Kind == y.Kind && x.Text == y.Text,
        (SecretValue x, SecretValue y) => secrets(x, y),
        (ListValue x, ListValue y) => HaveSameItems(x, y, secrets),
        (MapValue x, MapValue y) => HaveSameEntries(x, y, secrets),
        _ => false,
    };

    private static bool HaveSameItems(ListValue a, ListValue b, Func<SecretValue, SecretValue, bool> secrets)
    {
        if (a.Items.Length != b.Items.Length) return false;
        for (var i = 0; i < a.Items.Length; i++)
            if (!Same(a.Items[i], b.Items[i], secrets)) return false;
        return true;
    }

    private static bool HaveSameEntries(MapValue a, MapValue b, Func<SecretValue, SecretValue, bool> secrets)
    {
        if (a.Entries.Length != b.Entries.Length) return false;
        foreach (ref readonly var entry in a.Entries.AsSpan())
            if (!Same(entry.Value, b[entry.Key], secrets)) return false;
        return true;
    }
}

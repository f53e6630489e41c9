namespace ConsulGen.Core.Values;

/// <summary>Whether values mean the same, wherever they come from.</summary>
public static class ValueComparison
{
    public static bool Same(Value? a, Value? b) => (a, b) switch
    {
        _ when ReferenceEquals(a, b) => true,
        (ScalarValue x, ScalarValue y) => x.Kind == y.Kind && x.Text == y.Text,
        (SecretValue x, SecretValue y) => x.Name == y.Name,
        (ListValue x, ListValue y) => x.Items.Length == y.Items.Length && x.Items.Zip(y.Items).All(p => Same(p.First, p.Second)),
        (MapValue x, MapValue y) => x.Entries.Length == y.Entries.Length && x.Entries.All(e => Same(e.Value, y[e.Key])),
        _ => false,
    };
}

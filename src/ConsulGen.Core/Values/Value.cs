using ConsulGen.Core.Text;

namespace ConsulGen.Core.Values;

/// <summary>Where a value came from: its place, and the level of the inventory that set it ("clients of dc1", "derived").</summary>
public readonly record struct Origin(SourceSpan Span, string Level)
{
    public static Origin Derived => new(SourceSpan.None, "derived");
}

/// <summary>A value of the inventory, or one derived from it: a scalar, a list, a map or a reference to a secret.</summary>
public abstract class Value
{
    public Origin Origin { get; init; }

    public SourceSpan Span => Origin.Span;

    /// <summary>True when a <c>${…}</c> stands in it, at any depth; such a value differs from host to host.</summary>
    public abstract bool HasPlaceholders { get; }

    /// <summary>True when a reference to a secret stands in it, at any depth.</summary>
    public virtual bool HoldsSecret => false;

    /// <summary>True when it is null, or a null stands in it, at any depth.</summary>
    public virtual bool HoldsNull => false;
}

public enum ScalarKind
{
    Null,
    Boolean,
    Integer,
    Float,
    String,
}

/// <summary>A scalar. <see cref="Text"/> is canonical for its kind: <c>true</c>, <c>8500</c>, the string's content.</summary>
public sealed class ScalarValue(ScalarKind kind, string text) : Value
{
    public ScalarKind Kind { get; } = kind;

    public string Text { get; } = text;

    public override bool HasPlaceholders { get; } =
        kind == ScalarKind.String && text.Contains('$', StringComparison.Ordinal) && text.Contains("${", StringComparison.Ordinal);

    public override bool HoldsNull => Kind == ScalarKind.Null;

    public static ScalarValue Of(string text) => new(ScalarKind.String, text) { Origin = Origin.Derived };

    public static ScalarValue Of(long number) =>
        new(ScalarKind.Integer, number.ToString(CultureInfo.InvariantCulture)) { Origin = Origin.Derived };

    public static ScalarValue Of(bool value) => new(ScalarKind.Boolean, value ? "true" : "false") { Origin = Origin.Derived };

    public override string ToString() => Text;
}

public sealed class ListValue(ImmutableArray<Value> items) : Value
{
    public ImmutableArray<Value> Items { get; } = items;

    /// <summary>It adds to the list that is inherited, and does not replace it.</summary>
    public bool Adds { get; init; }

    public override bool HasPlaceholders { get; } = items.Any(i => i.HasPlaceholders);

    public override bool HoldsSecret { get; } = items.Any(i => i.HoldsSecret);

    public override bool HoldsNull { get; } = items.Any(i => i.HoldsNull);

    /// <summary>Where the lists come from to which this one was added, the nearest last.</summary>
    public ImmutableArray<Origin> AddedTo { get; private init; } = [];

    /// <summary>The same list of other items.</summary>
    public ListValue With(ImmutableArray<Value> others) => new(others) { Origin = Origin, Adds = Adds, AddedTo = AddedTo };

    /// <summary>What this list, which adds, makes of the one above it; nothing where that has it already, by a trait that is taken twice.</summary>
    public ListValue Over(ListValue above) => Span.Exists && (above.Span == Span || above.AddedTo.Any(a => a.Span == Span))
        ? above
        : new([.. above.Items, .. Items]) { Origin = Origin, Adds = above.Adds, AddedTo = above.AddedTo.Add(above.Origin) };

    public static ListValue Of(IEnumerable<string> items) => new([.. items.Select(ScalarValue.Of)]) { Origin = Origin.Derived };
}

/// <summary>A reference to one of the inventory's <c>secrets</c>; its content is known to the host only.</summary>
public sealed class SecretValue(string name) : Value
{
    public string Name { get; } = name;

    public override bool HasPlaceholders => false;

    public override bool HoldsSecret => true;

    /// <summary>Names of the secrets in a value, in ordinal order.</summary>
    public static ImmutableSortedSet<string> NamesIn(Value value) => value switch
    {
        { HoldsSecret: false } => [],
        SecretValue secret => [secret.Name],
        ListValue list => [.. list.Items.SelectMany(NamesIn)],
        MapValue map => [.. map.Entries.SelectMany(e => NamesIn(e.Value))],
        _ => [],
    };
}

/// <summary>One entry of a map, with the place of its key.</summary>
public readonly record struct Entry(string Key, SourceSpan KeySpan, Value Value);

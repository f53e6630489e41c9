using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Inventories;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Planning.Transitions;

/// <summary>A key of <c>agent</c> as one level of an inventory writes it, so that a phase can write it otherwise.</summary>
/// <param name="Map">Where it stands.</param>
/// <param name="Path">Such as <c>acl.default_policy</c>.</param>
internal readonly record struct DeclaredKey(Level Level, MapValue Map, string Path, Entry Entry)
{
    public Value Value => Entry.Value;

    /// <summary>True for a key that the other inventory's level of the same name has as well.</summary>
    public bool IsSame(DeclaredKey other) => Path == other.Path && Level.Label == other.Level.Label;

    /// <summary>Another word for a plain scalar; null where the place does not show just this word.</summary>
    public Fix? Change(string to) => Value is ScalarValue { HasPlaceholders: false } scalar ? Fix.Word(scalar.Span, scalar.Text, to) : null;

    /// <summary>One more key before this one, on the same level, in block or flow style as that one stands.</summary>
    public Fix Before(string key, string value)
    {
        var span = Entry.KeySpan;
        var start = span.Source?.Line(span.Line)[..(span.Column - 1)] ?? "";
        // A map of several files has the place that the first of them gave it.
        var isFlow = ReferenceEquals(Map.Span.Source, span.Source) && (Map.Span with { Length = 1 }).Text == "{";
        var between = !isFlow && string.IsNullOrWhiteSpace(start) ? "\n" + start : ", ";
        return new Fix(span with { Length = 0 }, $"{key}: {value}{between}");
    }
}

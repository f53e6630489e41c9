using System.Runtime.CompilerServices;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Resolving;

/// <summary>
/// Puts a host's facts in place of <c>${…}</c>. <c>$${</c> is a literal <c>${</c>. A string that is nothing but one placeholder takes
/// the type of what it stands for, so that <c>port: ${vars.port}</c> is a number. Consul's own <c>{{ … }}</c> passes untouched.
/// </summary>
internal sealed class Placeholders(HostFacts facts, MapValue vars, ExpansionRoom room, FindingBag findings)
{
    private const int MaxDepth = 16;

    /// <summary>Longer than any value of Consul's; a few vars that refer to each other grow without end.</summary>
    private const int MaxLength = 64 * 1024;

    // Few inventories have vars within vars, and every host has its own placeholders.
    private Dictionary<string, Value?>? _known;

    private const int MostNames = 12;

    public MapValue Expand(MapValue map) => map.HasPlaceholders ? (MapValue)Expand(map, 0) : map;

    /// <summary>A scalar stays one: a placeholder that stands for a list or a mapping is a finding, and the result null.</summary>
    public ScalarValue Expand(ScalarValue scalar)
    {
        if (!scalar.HasPlaceholders) return scalar;
        if (Expand(scalar, 0) is ScalarValue expanded) return expanded;
        Report(scalar.Span, $"\"{Shortened.Of(scalar.Text)}\" is a list or a mapping, but one value is expected here", "let it stand for a string");
        return new ScalarValue(ScalarKind.Null, "null") { Origin = scalar.Origin };
    }

    private Value Expand(Value value, int depth) => value switch
    {
        { HasPlaceholders: false } => value,
        ScalarValue scalar => ExpandScalar(scalar, depth),
        ListValue list => list.With(ImmutableArray.CreateRange(
            list.Items,
            static (item, here) => here.This.Expand(item, here.Depth),
            (This: this, Depth: depth))),
        MapValue map => map.Select((This: this, Depth: depth), static (entry, here) => here.This.Expand(entry.Value, here.Depth)),
        _ => value,
    };

    private Value ExpandScalar(ScalarValue scalar, int depth)
    {
        var text = scalar.Text;
        if (text.StartsWith("${", StringComparison.Ordinal) && text.IndexOf('}', StringComparison.Ordinal) == text.Length - 1)
        {
            var (fact, found) = LookUp(text.AsSpan(2, text.Length - 3), scalar.Span, depth);
            if (fact is not null) return new ScalarValue(ScalarKind.String, fact) { Origin = scalar.Origin };
            return found switch
            {
                null => scalar,
                ScalarValue inner => new ScalarValue(inner.Kind, inner.Text) { Origin = scalar.Origin },
                _ => Measured(found, scalar),
            };
        }

        // Every host expands; a handler that begins on the stack makes nothing but the text.
        var result = new DefaultInterpolatedStringHandler(0, 0, CultureInfo.InvariantCulture, stackalloc char[256]);
        var length = 0;
        for (var rest = text.AsSpan(); ;)
        {
            var open = rest.IndexOf("${", StringComparison.Ordinal);
            var literal = open < 0 ? rest : rest[..open];
            length += literal.Length;
            if (open > 0 && rest[open - 1] == '$')
            {
                result.AppendFormatted(literal[..^1]);
                result.AppendLiteral("${");
                rest = rest[(open + 2)..];
                continue;
            }

            result.AppendFormatted(literal);
            if (open < 0) break;
            rest = rest[(open + 2)..];
            var close = rest.IndexOf('}');
            if (close < 0)
            {
                Report(scalar.Span, $"the \"${{\" in \"{Shortened.Of(text)}\" has no \"}}\"", "close it, or write $${ for a literal ${");
                return scalar;
            }

            var value = LookUpText(rest[..close], scalar.Span, depth);
            result.AppendLiteral(value);
            length += value.Length;
            rest = rest[(close + 1)..];
            if (length <= MaxLength) continue;
            Report(scalar.Span, "the placeholders here make a text without measure", "break the chain of vars");
            return new ScalarValue(ScalarKind.String, "") { Origin = scalar.Origin };
        }

        if (!room.Takes(length, scalar.Span)) return scalar;
        return new ScalarValue(ScalarKind.String, result.ToStringAndClear()) { Origin = scalar.Origin };
    }

    /// <summary>What stands for a list or a mapping; lists of lists grow with each step.</summary>
    private Value Measured(Value found, ScalarValue scalar)
    {
        if (ExpansionRoom.Count(found) <= Limits.ExpandedValues) return found;
        Limits.Report(
            findings,
            scalar.Span,
            $"{Limits.Count(Limits.ExpandedValues)} values in what one of its placeholders stands for",
            "write a shorter list, or break the chain of vars");
        return scalar;
    }

    private string LookUpText(ReadOnlySpan<char> name, SourceSpan span, int depth)
    {
        var (fact, value) = LookUp(name, span, depth);
        if (fact is not null) return fact;
        if (value is ScalarValue scalar) return scalar.Kind == ScalarKind.Null ? "" : scalar.Text;
        if (value is not null)
            Report(
                span,
                $"\"${{{Shortened.Of(name.ToString())}}}\" is no scalar, so it cannot stand inside a string",
                "let the placeholder be the whole value");
        return "";
    }

    /// <summary>A fact of the host, or a variable, or neither and a finding.</summary>
    private (string? Fact, Value? Variable) LookUp(ReadOnlySpan<char> name, SourceSpan span, int depth)
    {
        if (depth <= MaxDepth && facts.TryGet(name, out var fact))
        {
            if (fact is null)
                Report(
                    span,
                    $"\"${{{name}}}\" is used, but this host has no {name.ToString().Replace('_', ' ')}",
                    $"set {name} on the host or on a level above");
            return (fact, null);
        }

        return (null, Variable(name.ToString(), span, depth));
    }

    private Value? Variable(string name, SourceSpan span, int depth)
    {
        if (depth > MaxDepth)
        {
            Report(span, $"\"${{{Shortened.Of(name)}}}\" leads back to itself", "break the circle of vars");
            return null;
        }

        if (!name.StartsWith("vars.", StringComparison.Ordinal) || vars.At(name[5..].Split('.')) is not { } variable)
        {
            ReportUnknown(name, span);
            return null;
        }

        if (!variable.HasPlaceholders) return variable;
        // Each is expanded once for a host, or a few vars that use each other ten times take for ever.
        _known ??= new(StringComparer.Ordinal);
        if (!_known.TryGetValue(name, out var known)) _known[name] = known = Expand(variable, depth + 1);
        return known;
    }

    private void ReportUnknown(string name, SourceSpan span)
    {
        var known = HostFacts.Names.Concat(vars.Entries.Select(e => "vars." + e.Key)).ToList();
        var close = Suggestion.For(name, known);
        Report(
            span,
            $"\"${{{Shortened.Of(name)}}}\" is not a placeholder",
            close is null
                ? "expected one of " + string.Join(", ", known.Take(MostNames).Select(k => $"${{{k}}}"))
                    + (known.Count > MostNames ? ", …" : "") + "; write $${ for a literal ${"
                : $"did you mean ${{{close}}}?");
    }

    private void Report(SourceSpan span, string message, string help) => findings.Add("undefined-placeholder", span, message, help);
}

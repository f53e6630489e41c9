using System.Runtime.CompilerServices;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Resolving;

/// <summary>
/// Puts a host's facts in place of <c>${…}</c>. <c>$${</c> is a literal <c>${</c>. A string that is nothing but one placeholder takes
/// the type of what it stands for, so that <c>port: ${vars.port}</c> is a number; in a list one that stands for a list stands for its
/// items. Consul's own <c>{{ … }}</c> passes untouched.
/// </summary>
internal sealed class Placeholders(HostFacts facts, MapValue vars, ExpansionRoom room, FindingBag findings)
{
    private const int MaxDepth = 16;

    /// <summary>Longer than any value of Consul's; a few vars that refer to each other grow without end.</summary>
    private const int MaxLength = 64 * 1024;

    // Few inventories have vars within vars, and every host has its own placeholders.
    private Dictionary<string, Value?>? _known;

    // The vars that are being expanded, each in the one before it.
    private readonly List<string> _open = [];

    private const int MostNames = 12;

    /// <summary>A placeholder has stood for a list or a mapping since this was last set to false.</summary>
    public bool MadeWhole { get; set; }

    /// <summary>Null while the host's own address is read, which depends on no other host.</summary>
    public OtherHosts? Others { get; set; }

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
        ListValue list => list.With(Items(list, depth)),
        MapValue map => map.Select((This: this, Depth: depth), static (entry, here) => here.This.Expand(entry.Value, here.Depth)),
        _ => value,
    };

    private ImmutableArray<Value> Items(ListValue list, int depth)
    {
        var items = ImmutableArray.CreateBuilder<Value>(list.Items.Length);
        foreach (var item in list.Items)
        {
            var expanded = Expand(item, depth);
            if (item is ScalarValue && expanded is ListValue several) items.AddRange(several.Items.Select(i => At(i, item.Origin)));
            else items.Add(expanded);
        }

        return items.DrainToImmutable();
    }

    /// <summary>The same value where the placeholder stands.</summary>
    private static Value At(Value value, Origin place) => value switch
    {
        ScalarValue scalar => new ScalarValue(scalar.Kind, scalar.Text) { Origin = place },
        ListValue list => new ListValue(list.Items) { Origin = place },
        MapValue map => MapValue.Sorted(map.Entries, place),
        SecretValue secret => new SecretValue(secret.Name) { Origin = place },
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
        var count = ExpansionRoom.Count(found);
        MadeWhole = true;
        if (count <= Limits.ExpandedValues) return room.Takes(count, scalar.Span) ? At(found, scalar.Origin) : scalar;
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

        return (null, OtherHosts.AreMeant(name) ? OfOthers(name.ToString(), span) : Variable(name.ToString(), span, depth));
    }

    private Value? OfOthers(string name, SourceSpan span)
    {
        var (value, message, help) = Others?.Find(name, facts.Datacenter)
            ?? (null, "is about other hosts, and their addresses may depend on this one", "write the address of this host out");
        if (value is null) Report(span, $"\"${{{Shortened.Of(name)}}}\" {message}", help);
        return value;
    }

    private Value? Variable(string name, SourceSpan span, int depth)
    {
        if (_open.IndexOf(name) is >= 0 and var at)
        {
            var circle = _open.Skip(at).Append(name).Select(n => Shortened.Of(n));
            Report(span, $"\"${{{Shortened.Of(name)}}}\" leads back to itself: {string.Join(" uses ", circle)}", "break the circle of vars");
            return null;
        }

        if (depth > MaxDepth)
        {
            Report(span, $"\"${{{Shortened.Of(name)}}}\" is a variable of a variable of another, and so on", "break the chain of vars");
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
        if (_known.TryGetValue(name, out var known)) return known;
        _open.Add(name);
        known = Expand(variable, depth + 1);
        _open.RemoveAt(_open.Count - 1);
        return _known[name] = known;
    }

    private void ReportUnknown(string name, SourceSpan span)
    {
        var known = HostFacts.Names.Append("servers").Concat(vars.Entries.Select(e => "vars." + e.Key)).ToList();
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

using System.Text;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Topologies;

/// <summary>
/// Puts a host's facts in place of <c>${…}</c>. <c>$${</c> is a literal <c>${</c>. A string that is nothing but one placeholder takes
/// the type of what it stands for, so that <c>port: ${vars.port}</c> is a number. Consul's own <c>{{ … }}</c> passes untouched.
/// </summary>
internal sealed class Placeholders(HostFacts facts, MapValue vars, FindingBag findings)
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
        Report(scalar.Span, $"\"{Shorten(scalar.Text)}\" is a list or a mapping, but one value is expected here", "let it stand for a string");
        return new ScalarValue(ScalarKind.Null, "null") { Origin = scalar.Origin };
    }

    private Value Expand(Value value, int depth) => value switch
    {
        { HasPlaceholders: false } => value,
        ScalarValue scalar => ExpandScalar(scalar, depth),
        ListValue list => new ListValue(ImmutableArray.CreateRange(list.Items, static (item, here) => here.This.Expand(item, here.Depth), (This: this, Depth: depth))) { Origin = list.Origin },
        MapValue map => map.Select((This: this, Depth: depth), static (entry, here) => here.This.Expand(entry.Value, here.Depth)),
        _ => value,
    };

    private Value ExpandScalar(ScalarValue scalar, int depth)
    {
        var text = scalar.Text;
        if (text.StartsWith("${", StringComparison.Ordinal) && text.IndexOf('}', StringComparison.Ordinal) == text.Length - 1)
        {
            var found = LookUp(text[2..^1], scalar.Span, depth);
            return found switch
            {
                null => scalar,
                ScalarValue inner => new ScalarValue(inner.Kind, inner.Text) { Origin = scalar.Origin },
                _ => found,
            };
        }

        var result = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length;)
        {
            if (string.CompareOrdinal(text, i, "$${", 0, 3) == 0)
            {
                result.Append("${");
                i += 3;
            }
            else if (string.CompareOrdinal(text, i, "${", 0, 2) == 0)
            {
                var close = text.IndexOf('}', i);
                if (close < 0)
                {
                    Report(scalar.Span, $"the \"${{\" in \"{Shorten(text)}\" has no \"}}\"", "close it, or write $${ for a literal ${");
                    return scalar;
                }

                result.Append(LookUpText(text[(i + 2)..close], scalar.Span, depth));
                i = close + 1;
                if (result.Length <= MaxLength) continue;
                Report(scalar.Span, "the placeholders here make a text without measure", "break the chain of vars");
                return new ScalarValue(ScalarKind.String, "") { Origin = scalar.Origin };
            }
            else
            {
                result.Append(text[i++]);
            }
        }

        return new ScalarValue(ScalarKind.String, result.ToString()) { Origin = scalar.Origin };
    }

    private string LookUpText(string name, SourceSpan span, int depth)
    {
        var value = LookUp(name, span, depth);
        if (value is ScalarValue scalar) return scalar.Kind == ScalarKind.Null ? "" : scalar.Text;
        if (value is not null) Report(span, $"\"${{{Shorten(name)}}}\" is no scalar, so it cannot stand inside a string", "let the placeholder be the whole value");
        return "";
    }

    private Value? LookUp(string name, SourceSpan span, int depth)
    {
        if (depth > MaxDepth)
        {
            Report(span, $"\"${{{Shorten(name)}}}\" leads back to itself", "break the circle of vars");
            return null;
        }

        if (facts.TryGet(name, out var fact))
        {
            if (fact is not null) return ScalarValue.Of(fact);
            Report(span, $"\"${{{name}}}\" is used, but this host has no {name.Replace('_', ' ')}", $"set {name} on the host or on a level above");
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
            $"\"${{{Shorten(name)}}}\" is not a placeholder",
            close is null ? "expected one of " + string.Join(", ", known.Take(MostNames).Select(k => $"${{{k}}}")) + (known.Count > MostNames ? ", …" : "") + "; write $${ for a literal ${" : $"did you mean ${{{close}}}?");
    }

    private void Report(SourceSpan span, string message, string help) => findings.Add("undefined-placeholder", span, message, help);

    private static string Shorten(string text) => text.Length <= 80 ? text : text[..77] + "...";
}

using ConsulGen.Core.Consul.Keys;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Resolving;

/// <summary>
/// Consul's types are strict, and a placeholder may stand for anything: a number for a string is written as one and the other way
/// round; what cannot be is a finding. Values without placeholders were checked by the schema.
/// </summary>
internal sealed class ExpandedTypes(FindingBag findings)
{
    /// <param name="declared">With placeholders.</param>
    /// <param name="expanded">The same, expanded.</param>
    /// <param name="prefix">Below which the table of keys lists the map's keys.</param>
    public MapValue Fit(MapValue declared, MapValue expanded, string prefix) =>
        ReferenceEquals(declared, expanded) ? expanded : expanded.Select((This: this, Declared: declared, Prefix: prefix), static (entry, here) =>
            here.Declared[entry.Key] is { } from && !ReferenceEquals(from, entry.Value)
                ? here.This.Fit(from, entry.Value, AgentKeys.Instance.Find(here.Prefix, entry.Key))
                : entry.Value);

    private Value Fit(Value declared, Value expanded, AgentKey? key)
    {
        if (key is null) return expanded;
        if (declared is ScalarValue) return FitType(declared, expanded, key.Type);
        return (declared, expanded) switch
        {
            (ListValue from, ListValue to) when key.Type == "list<string>" => EachItem(from, to, (a, b) => FitType(a, b, "string")),
            (ListValue from, ListValue to) when AgentKeys.PrefixOf(key) is { } prefix => EachItem(
                from,
                to,
                (a, b) => a is MapValue x && b is MapValue y ? Fit(x, y, prefix) : b),
            (MapValue from, MapValue to) when key.Type == "map<string,string>" => to.Select(e => from[e.Key] is { } value
                ? FitType(value, e.Value, "string")
                : e.Value),
            (MapValue from, MapValue to) when key.Type == "map<string,list<string>>" => to.Select(e => (from[e.Key], e.Value) switch
            {
                (ListValue a, ListValue b) => EachItem(a, b, (x, y) => FitType(x, y, "string")),
                ({ } value, _) => FitType(value, e.Value, "list<string>"),
                _ => e.Value,
            }),
            (MapValue from, MapValue to) when key.Type is "object" or "object<service>" or "object<check>" => Fit(from, to, AgentKeys.PrefixOf(key) ?? ""),
            _ => expanded,
        };
    }

    private static ListValue EachItem(ListValue from, ListValue to, Func<Value, Value, Value> fit)
    {
        ImmutableArray<Value>.Builder? changed = null;
        for (var i = 0; i < Math.Min(from.Items.Length, to.Items.Length); i++)
        {
            var item = fit(from.Items[i], to.Items[i]);
            if (ReferenceEquals(item, to.Items[i])) continue;
            changed ??= to.Items.ToBuilder();
            changed[i] = item;
        }

        return changed is null ? to : to.With(changed.ToImmutable());
    }

    private Value FitType(Value declared, Value expanded, string type)
    {
        if (ReferenceEquals(declared, expanded) || expanded is ScalarValue { Kind: ScalarKind.Null }) return expanded;
        var fits = type switch
        {
            "string" or "duration" => expanded is ScalarValue { Kind: ScalarKind.String },
            "int" or "uint" => expanded is ScalarValue { Kind: ScalarKind.Integer },
            "float" => expanded is ScalarValue { Kind: ScalarKind.Integer or ScalarKind.Float },
            "bool" => expanded is ScalarValue { Kind: ScalarKind.Boolean },
            "list<string>" => expanded is ListValue list && list.Items.All(i => i is ScalarValue { Kind: ScalarKind.String } or SecretValue),
            "map<string,string>" => expanded is MapValue map && map.Entries.All(e => e.Value is ScalarValue { Kind: ScalarKind.String } or SecretValue),
            _ => expanded is not ScalarValue,
        };
        if (fits) return expanded;
        if (expanded is ScalarValue scalar && Converted(scalar, type) is { } converted) return converted;
        findings.Add(
            "wrong-type",
            declared.Span,
            $"the placeholder stands for {Describe(expanded)}, but Consul takes {Article(type)} here",
            "let the variable have that type");
        return expanded;
    }

    private static ScalarValue? Converted(ScalarValue scalar, string type) => type switch
    {
        "string" => new ScalarValue(ScalarKind.String, scalar.Text) { Origin = scalar.Origin },
        "int" or "uint" when long.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) =>
            new ScalarValue(ScalarKind.Integer, number.ToString(CultureInfo.InvariantCulture)) { Origin = scalar.Origin },
        "bool" when scalar.Text is "true" or "false" => new ScalarValue(ScalarKind.Boolean, scalar.Text) { Origin = scalar.Origin },
        _ => null,
    };

    private static string Describe(Value value) => value switch
    {
        ListValue => "a list",
        MapValue => "a mapping",
        ScalarValue { Kind: ScalarKind.String } => "a string",
        ScalarValue { Kind: ScalarKind.Boolean } => "true or false",
        _ => "a number",
    };

    private static string Article(string type) => type switch
    {
        "int" or "uint" => "a whole number",
        "float" => "a number",
        "bool" => "true or false",
        "duration" => "a duration with its unit",
        "list<string>" => "a list of strings",
        "map<string,string>" => "a mapping of strings",
        "string" => "a string",
        _ => "a mapping or a list",
    };
}

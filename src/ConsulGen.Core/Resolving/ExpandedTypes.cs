using ConsulGen.Core.Consul.Keys;
using ConsulGen.Core.Consul.Values;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
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
        if (declared is ScalarValue) return FitWhole(expanded, key, declared.Span);
        return (declared, expanded) switch
        {
            (ListValue from, ListValue to) when key.Type == "list<string>" => EachItem(from, to, (a, b) => FitItem(a, b, "string")),
            (ListValue from, ListValue to) when AgentKeys.PrefixOf(key) is { } prefix => EachItem(
                from,
                to,
                (a, b) => a is MapValue x && b is MapValue y ? Fit(x, y, prefix) : b),
            (MapValue from, MapValue to) when key.Type == "map<string,string>" => to.Select(e => from[e.Key] is { } value
                ? FitItem(value, e.Value, "string")
                : e.Value),
            (MapValue from, MapValue to) when key.Type == "map<string,list<string>>" => to.Select(e => (from[e.Key], e.Value) switch
            {
                (ListValue a, ListValue b) => EachItem(a, b, (x, y) => FitItem(x, y, "string")),
                ({ } value, _) => FitItem(value, e.Value, "list<string>"),
                _ => e.Value,
            }),
            (MapValue from, MapValue to) when key.Type is "object" or "object<service>" or "object<check>" => Fit(from, to, AgentKeys.PrefixOf(key) ?? ""),
            _ => expanded,
        };
    }

    /// <summary>What one placeholder stands for, at any depth: nothing has checked it yet.</summary>
    private Value FitWhole(Value value, AgentKey key, SourceSpan place)
    {
        if (AgentKeys.PrefixOf(key) is not { } prefix || AgentKeys.Instance.Below(prefix).IsEmpty) return FitType(value, key.Type, place);
        return value switch
        {
            MapValue map when !key.Type.StartsWith("list<", StringComparison.Ordinal) => key.Type == "map<string,object>"
                ? map.Select(e => e.Value is MapValue inner ? FitKeys(inner, prefix, place) : FitType(e.Value, "object", place))
                : FitKeys(map, prefix, place),
            ListValue list when key.Type.StartsWith("list<", StringComparison.Ordinal) => list.With(
                [.. list.Items.Select(i => i is MapValue inner ? FitKeys(inner, prefix, place) : FitType(i, "object", place))]),
            _ => FitType(value, key.Type, place),
        };
    }

    private MapValue FitKeys(MapValue map, string prefix, SourceSpan place) =>
        map.Select(e => AgentKeys.Instance.Find(prefix, e.Key) is { } key ? FitWhole(e.Value, key, place) : e.Value);

    private static ListValue EachItem(ListValue from, ListValue to, Func<Value, Value, Value> fit)
    {
        ImmutableArray<Value>.Builder? changed = null;
        for (int i = 0, j = 0; i < from.Items.Length && j < to.Items.Length;)
        {
            // A placeholder stands for one item, several or none, each at its place.
            var isPlaceholder = from.Items[i] is ScalarValue { HasPlaceholders: true };
            if (isPlaceholder && to.Items[j].Span != from.Items[i].Span)
            {
                i++;
                continue;
            }

            var item = fit(from.Items[i], to.Items[j]);
            if (!ReferenceEquals(item, to.Items[j]))
            {
                changed ??= to.Items.ToBuilder();
                changed[j] = item;
            }

            j++;
            if (!isPlaceholder) i++;
        }

        return changed is null ? to : to.With(changed.ToImmutable());
    }

    private Value FitItem(Value declared, Value expanded, string type) =>
        ReferenceEquals(declared, expanded) ? expanded : FitType(expanded, type, declared.Span);

    private Value FitType(Value value, string type, SourceSpan place)
    {
        if (value is ScalarValue { Kind: ScalarKind.Null }) return value;
        switch (type, value)
        {
            case ("list<string>", ListValue list):
                return list.With([.. list.Items.Select(i => FitType(i, "string", place))]);
            case ("map<string,string>", MapValue map):
                return map.Select(e => FitType(e.Value, "string", place));
            case ("map<string,list<string>>", MapValue map):
                return map.Select(e => FitType(e.Value, "list<string>", place));
            case ("any" or "map<string,any>", _):
                return value;
        }

        var fits = type switch
        {
            "string" => value is ScalarValue { Kind: ScalarKind.String } or SecretValue,
            "duration" => value is ScalarValue { Kind: ScalarKind.String } duration && GoDuration.Seconds(duration.Text) is not null,
            "int" or "uint" => value is ScalarValue { Kind: ScalarKind.Integer },
            "float" => value is ScalarValue { Kind: ScalarKind.Integer or ScalarKind.Float },
            "bool" => value is ScalarValue { Kind: ScalarKind.Boolean },
            "list<string>" => false,
            _ => type.StartsWith("list<", StringComparison.Ordinal) ? value is ListValue : value is MapValue,
        };
        if (fits) return value;
        if (value is ScalarValue scalar && Converted(scalar, type) is { } converted) return converted;
        findings.Add(
            "wrong-type",
            place,
            $"the placeholder stands for {Describe(value)}, but Consul takes {Article(type)} here",
            "let the variable have that type");
        return value;
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
        SecretValue => "a secret",
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
        _ => type.StartsWith("list<", StringComparison.Ordinal) ? "a list" : "a mapping",
    };
}

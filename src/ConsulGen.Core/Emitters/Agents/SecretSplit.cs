using ConsulGen.Core.Inventories;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Emitters.Agents;

/// <summary>
/// Divides an agent's configuration into what stands in the bundle and what install.sh writes to <c>secrets.json</c> on the host.
/// Consul overlays maps of several files, but appends lists: so a list with a secret in it, and a service with one, moves whole.
/// </summary>
public sealed record SecretSplit(MapValue Config, ImmutableArray<Service> Services, MapValue Secrets)
{
    public static SecretSplit Of(Agent agent)
    {
        var hidden = SecretPart(agent.Config) as MapValue ?? MapValue.Empty;
        var open = agent.Services.Where(s => !Holds(s.Definition)).ToImmutableArray();
        var closed = agent.Services.Where(s => Holds(s.Definition)).Select(Value (s) => s.Definition).ToImmutableArray();
        if (closed.Length > 0)
        {
            var before = hidden["services"] is ListValue list ? list.Items : [];
            hidden = Merge.Over(hidden, MapValue.Derived(("services", new ListValue([.. before, .. closed]))));
        }

        return new SecretSplit(OpenPart(agent.Config), open, hidden);
    }

    /// <summary>Names of the secrets in a value, in ordinal order.</summary>
    public static ImmutableSortedSet<string> Names(Value value) => value switch
    {
        SecretValue secret => [secret.Name],
        ListValue list => [.. list.Items.SelectMany(Names)],
        MapValue map => [.. map.Entries.SelectMany(e => Names(e.Value))],
        _ => [],
    };

    /// <summary>A secret that the inventory writes out is no secret any more: it stands in the bundle like any value.</summary>
    public static Value Reveal(Value value, ImmutableSortedDictionary<string, SecretDefinition> secrets) => value switch
    {
        SecretValue secret when secrets.GetValueOrDefault(secret.Name) is { Source: SecretSource.Literal } literal => ScalarValue.Of(literal.Text),
        ListValue list => new ListValue([.. list.Items.Select(i => Reveal(i, secrets))]) { Origin = list.Origin },
        MapValue map when Holds(map) => map.Select(e => Reveal(e.Value, secrets)),
        _ => value,
    };

    private static bool Holds(Value value) => value switch
    {
        SecretValue => true,
        ListValue list => list.Items.Any(Holds),
        MapValue map => map.Entries.Any(e => Holds(e.Value)),
        _ => false,
    };

    private static MapValue OpenPart(MapValue map)
    {
        if (!Holds(map)) return map;
        return MapValue.Sorted(
            map.Entries
                .Where(e => e.Value is MapValue || !Holds(e.Value))
                .Select(e => e.Value is MapValue inner ? e with { Value = OpenPart(inner) } : e)
                .Where(e => e.Value is not MapValue { IsEmpty: true } || !Holds(map[e.Key] ?? e.Value)),
            map.Origin);
    }

    private static Value? SecretPart(Value value)
    {
        if (!Holds(value)) return null;
        if (value is not MapValue map) return value;
        return MapValue.Sorted(map.Entries.Where(e => Holds(e.Value)).Select(e => e with { Value = SecretPart(e.Value) ?? e.Value }), map.Origin);
    }
}

using ConsulGen.Core.Inventories;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Emitters;

/// <summary>
/// Divides an agent's configuration into what stands in the bundle and what install.sh writes to <c>secrets.json</c> on the host.
/// Consul overlays maps of several files, but appends lists: so a list with a secret in it, and a service with one, moves whole.
/// </summary>
public sealed record SecretSplit(MapValue Config, ImmutableArray<Service> Services, MapValue Secrets)
{
    public static SecretSplit Of(Agent agent)
    {
        if (!agent.Config.HoldsSecret && !agent.Services.Any(s => s.Definition.HoldsSecret))
            return new SecretSplit(agent.Config, agent.Services, MapValue.Empty);
        var hidden = SecretPart(agent.Config) as MapValue ?? MapValue.Empty;
        var open = agent.Services.Where(s => !s.Definition.HoldsSecret).ToImmutableArray();
        var closed = agent.Services.Where(s => s.Definition.HoldsSecret).Select(Value (s) => s.Definition).ToImmutableArray();
        if (closed.Length > 0)
        {
            var before = hidden["services"] is ListValue list ? list.Items : [];
            hidden = Merge.Over(hidden, MapValue.Derived(("services", new ListValue([.. before, .. closed]))));
        }

        return new SecretSplit(OpenPart(agent.Config), open, hidden);
    }

    /// <summary>A secret that the inventory writes out is no secret any more: it stands in the bundle like any value.</summary>
    public static Value Reveal(Value value, ImmutableSortedDictionary<string, SecretDefinition> secrets) => value switch
    {
        SecretValue secret when secrets.GetValueOrDefault(secret.Name) is { Source: SecretSource.Literal } literal => ScalarValue.Of(literal.Text),
        ListValue list => new ListValue([.. list.Items.Select(i => Reveal(i, secrets))]) { Origin = list.Origin },
        MapValue map when map.HoldsSecret => map.Select(e => Reveal(e.Value, secrets)),
        _ => value,
    };

    private static MapValue OpenPart(MapValue map)
    {
        if (!map.HoldsSecret) return map;
        return MapValue.Sorted(
            map.Entries
                .Where(e => e.Value is MapValue || !e.Value.HoldsSecret)
                .Select(e => e.Value is MapValue inner ? e with { Value = OpenPart(inner) } : e)
                .Where(e => e.Value is not MapValue { IsEmpty: true } || !(map[e.Key] ?? e.Value).HoldsSecret),
            map.Origin);
    }

    private static Value? SecretPart(Value value)
    {
        if (!value.HoldsSecret) return null;
        if (value is not MapValue map) return value;
        return MapValue.Sorted(map.Entries.Where(e => e.Value.HoldsSecret).Select(e => e with { Value = SecretPart(e.Value) ?? e.Value }), map.Origin);
    }
}

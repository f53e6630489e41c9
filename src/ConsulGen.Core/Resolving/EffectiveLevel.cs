using ConsulGen.Core.Inventories;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Resolving;

/// <summary>What holds at a level after inheritance. Hosts that set nothing themselves share their group's.</summary>
internal sealed record EffectiveLevel(
    MapValue Consul,
    MapValue Agent,
    MapValue Services,
    MapValue Vars,
    MapValue Systemd,
    MapValue Supervisor,
    MapValue Nginx,
    MapValue Listeners,
    SecurityBlocks Security,
    Upkeep Upkeep,
    ScalarValue? Zone,
    ScalarValue? PortOffset,
    ScalarValue? PortSet)
{
    /// <summary>What authors fill as they like, and is merged key by key.</summary>
    public IEnumerable<MapValue> Maps => [Consul, Agent, Services, Vars, Systemd, Supervisor, Nginx, Listeners];

    /// <param name="known">By the level itself, each made once.</param>
    public static EffectiveLevel Of(Level level, Dictionary<Level, EffectiveLevel> known)
    {
        if (known.TryGetValue(level, out var made)) return made;
        var parent = level.Parent is null ? null : Of(level.Parent, known);
        return known[level] = parent is not null && level.IsEmpty ? parent : Over(parent, level);
    }

    private static EffectiveLevel Over(EffectiveLevel? parent, Level level) => new(
        Merge.Over(parent?.Consul ?? MapValue.Empty, level.Consul),
        Merge.Over(parent?.Agent ?? MapValue.Empty, level.Agent),
        Merge.Over(parent?.Services ?? MapValue.Empty, level.Services),
        Merge.Over(parent?.Vars ?? MapValue.Empty, level.Vars),
        Merge.Over(parent?.Systemd ?? MapValue.Empty, level.Systemd),
        Merge.Over(parent?.Supervisor ?? MapValue.Empty, level.Supervisor),
        Merge.Over(parent?.Nginx ?? MapValue.Empty, level.Nginx),
        Merge.Over(parent?.Listeners ?? MapValue.Empty, level.Listeners),
        level.Security.Over(parent?.Security ?? SecurityBlocks.None),
        level.Upkeep.Over(parent?.Upkeep ?? Upkeep.None),
        level.Zone ?? parent?.Zone,
        level.PortOffset ?? parent?.PortOffset,
        level.PortSet ?? parent?.PortSet);
}

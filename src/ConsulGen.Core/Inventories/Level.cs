using System.Runtime.CompilerServices;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Inventories;

/// <summary>
/// One level of inheritance, as the author wrote it: the inventory, a datacenter, a role group, a nested group or a host.
/// </summary>
/// <param name="Label">What findings and <c>inspect</c> call it: "inventory", "clients of dc1", "host node4".</param>
/// <param name="Parent">The level that it inherits from.</param>
public sealed record Level(string Label, Level? Parent)
{
    public MapValue Consul { get; init; } = MapValue.Empty;

    public MapValue Agent { get; init; } = MapValue.Empty;

    public MapValue Services { get; init; } = MapValue.Empty;

    public MapValue Vars { get; init; } = MapValue.Empty;

    public MapValue Systemd { get; init; } = MapValue.Empty;

    public MapValue Supervisor { get; init; } = MapValue.Empty;

    public MapValue Nginx { get; init; } = MapValue.Empty;

    public SecurityBlocks Security { get; init; } = SecurityBlocks.None;

    public Upkeep Upkeep { get; init; } = Upkeep.None;

    /// <summary>Load balancers: which ports of which role they offer.</summary>
    public MapValue Listeners { get; init; } = MapValue.Empty;

    /// <summary>A null scalar removes an inherited zone; absent inherits it.</summary>
    public ScalarValue? Zone { get; init; }

    public ScalarValue? PortOffset { get; init; }

    public ScalarValue? PortSet { get; init; }

    /// <summary>True when nothing of its own is set here, so that a host can share all that its group computed.</summary>
    public bool IsEmpty =>
        SaysNothing(Consul) && SaysNothing(Agent) && SaysNothing(Services) && SaysNothing(Vars) && SaysNothing(Systemd) && SaysNothing(Supervisor)
        && SaysNothing(Nginx) && SaysNothing(Listeners) && Security.SayNothing && Upkeep.SaysNothing
        && Zone is null && PortOffset is null && PortSet is null;

    /// <summary>A level is itself only: to compare what is written in it and above it would cost as much as it is deep.</summary>
    public bool Equals(Level? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

    private static bool SaysNothing(MapValue map) => map.IsEmpty && !ReferenceEquals(map, MapValue.Cleared);
}

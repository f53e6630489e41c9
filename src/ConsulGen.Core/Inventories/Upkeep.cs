using ConsulGen.Core.Values;

namespace ConsulGen.Core.Inventories;

/// <summary>
/// What is done around Consul on the hosts of a level. Each block is empty where the level says nothing of it, and
/// <see cref="MapValue.Cleared"/> where it takes away what is inherited.
/// </summary>
/// <param name="Firewall">A tool alone is <c>tool</c> of the block.</param>
public sealed record Upkeep(MapValue Firewall, MapValue Backup)
{
    public const string Tool = "tool";

    public static readonly Upkeep None = new(MapValue.Empty, MapValue.Empty);

    public bool SaysNothing => IsSilent(Firewall) && IsSilent(Backup);

    public IEnumerable<MapValue> Blocks => [Firewall, Backup];

    /// <summary>What this makes of what it inherits.</summary>
    public Upkeep Over(Upkeep above)
    {
        if (SaysNothing) return above;
        return above.SaysNothing ? this : new(Merge.Over(above.Firewall, Firewall), Merge.Over(above.Backup, Backup));
    }

    /// <summary>Each block as it is after a change.</summary>
    public Upkeep Select(Func<MapValue, MapValue> change) => SaysNothing ? this : new(change(Firewall), change(Backup));

    private static bool IsSilent(MapValue block) => block.IsEmpty && !ReferenceEquals(block, MapValue.Cleared);
}

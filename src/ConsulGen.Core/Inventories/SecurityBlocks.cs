using ConsulGen.Core.Values;

namespace ConsulGen.Core.Inventories;

/// <summary>
/// The ready-made security of a level: <c>gossip</c>, <c>tls</c> and <c>acl</c>, each with the place of its key for an origin. Null
/// where the level says nothing of it, <see cref="MapValue.Cleared"/> where it takes away what is inherited; an empty block says that
/// it is there, and leaves the rest to what is usual.
/// </summary>
public sealed record SecurityBlocks(MapValue? Gossip, MapValue? Tls, MapValue? Acl)
{
    public static readonly SecurityBlocks None = new(null, null, null);

    public bool HavePlaceholders => Gossip?.HasPlaceholders is true || Tls?.HasPlaceholders is true || Acl?.HasPlaceholders is true;

    public bool SayNothing => Gossip is null && Tls is null && Acl is null;

    /// <summary>What these make of what they inherit.</summary>
    public SecurityBlocks Over(SecurityBlocks above)
    {
        if (SayNothing) return above;
        return above.SayNothing ? this : new(Over(above.Gossip, Gossip), Over(above.Tls, Tls), Over(above.Acl, Acl));
    }

    /// <summary>Each block as it is after a change.</summary>
    public SecurityBlocks Select(Func<MapValue, MapValue> change) => SayNothing ? this : new(Of(Gossip, change), Of(Tls, change), Of(Acl, change));

    private static MapValue? Over(MapValue? above, MapValue? below)
    {
        if (below is null || above is null) return below ?? above;
        return ReferenceEquals(below, MapValue.Cleared) || ReferenceEquals(above, MapValue.Cleared) ? below : Merge.Over(above, below);
    }

    private static MapValue? Of(MapValue? block, Func<MapValue, MapValue> change) =>
        block is null || ReferenceEquals(block, MapValue.Cleared) ? block : change(block);
}

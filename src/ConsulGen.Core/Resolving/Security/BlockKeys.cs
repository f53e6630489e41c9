using ConsulGen.Core.Consul.Keys;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Resolving.Security;

/// <summary>
/// The keys that a block becomes for an agent, named as the newest release does and written as the agent's own does. Left out is what
/// that release or role has no use for, and what the inventory says itself, in whichever spelling: it wins.
/// </summary>
internal sealed class BlockKeys(MapValue block, SecuredAgent agent)
{
    public MapValue Made { get; private set; } = MapValue.Empty;

    /// <summary>The value at a path of the block, or else the one that is usual, at the block's place; null where the block takes it away.</summary>
    public Value? Or(ScalarValue? usual, params ReadOnlySpan<string> path) => block.At(path) switch
    {
        null or MapValue => usual is null ? null : Usual(usual),
        ScalarValue { Kind: ScalarKind.Null } => null,
        var said => said,
    };

    /// <summary>A value that follows from another one of the block, or from the block's being there, and has its place.</summary>
    public Value Because(Value? reason, ScalarValue value) => new ScalarValue(value.Kind, value.Text) { Origin = reason?.Origin ?? block.Origin };

    public Value Secret(string name) => new SecretValue(name) { Origin = block.Origin };

    /// <param name="setting">Its newest name.</param>
    /// <param name="value">Null for none.</param>
    public void Add(string setting, Value? value)
    {
        if (value is null || KeySpellings.For(setting, agent.Version) is not { } key || !key.Concerns(agent.IsServer) || IsSaid(setting)) return;
        AddPath(key.Path, value);
    }

    /// <summary>A key of one release only, by the name that it has there.</summary>
    public void AddPath(string path, Value value)
    {
        var names = path.Split('.');
        for (var i = names.Length - 1; i >= 0; i--)
            value = MapValue.Sorted([new Entry(names[i], block.Span, value)], block.Origin);
        Made = Merge.Over(Made, (MapValue)value);
    }

    private bool IsSaid(string setting)
    {
        foreach (var key in KeySpellings.Of(setting))
            if (agent.Declared.At(key.Path.Split('.')) is not null) return true;
        // A default of the inventory's own is meant for this interface too.
        return setting.StartsWith("tls.internal_rpc.", StringComparison.Ordinal) && IsSaid("tls.defaults." + setting["tls.internal_rpc.".Length..]);
    }

    private Value Usual(ScalarValue value) => Because(null, value);
}

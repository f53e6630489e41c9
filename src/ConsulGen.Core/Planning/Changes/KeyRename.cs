using ConsulGen.Core.Consul.Keys;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Planning.Changes;

/// <summary>A setting that only takes its other spelling, as an upgrade asks for.</summary>
/// <param name="From">What the old inventory calls it.</param>
/// <param name="To">What the new one calls it.</param>
/// <param name="Companions">What the newer spelling needs to mean the same; empty on the way back to the older one.</param>
internal readonly record struct KeyRename(string From, string To, ImmutableArray<KeyCompanion> Companions)
{
    /// <summary>How another setting changes; for a companion that is not there, as if the new inventory had removed what the old key did.</summary>
    public delegate KeyChange Judge(string path, Value? old, Value? next);

    /// <returns>Null when the target version knows no newer name of the key.</returns>
    public static KeyRename? ToNewer(string key, Agent next) =>
        AgentKeys.Instance.Find(key)?.ReplacementFor(next.Version) is { } newer ? new KeyRename(key, newer.Key, newer.Companions) : null;

    /// <summary>The way back, to the name that <paramref name="key"/> replaces where the agent comes from.</summary>
    public static KeyRename? ToOlder(string key, Agent old) =>
        AgentKeys.Instance.Find(key)?.ReplacementFor(old.Version) is { } newer ? new KeyRename(newer.Key, key, []) : null;

    /// <summary>The change that it is: none to the running agent, unless a companion is missing.</summary>
    public KeyChange Change(Value? old, Value? next, Agent after, Judge judge)
    {
        var change = new KeyChange(To, old, next, ChangeClass.NoEffect) { IsRename = true, Note = $"{From} under another name" };
        // What was off did nothing besides either.
        if (old is ScalarValue { Kind: ScalarKind.Boolean, Text: "false" }) return change;
        foreach (var companion in Companions)
            if (after.Config.At(companion.Key.Split('.')) is null)
            {
                var lost = judge(companion.Key, new ScalarValue(ScalarKind.Boolean, companion.Value), null);
                change = change with { Class = lost.Class, Note = $"without {companion.Key}: {companion.Value} not the same as {From}" };
            }

        return change;
    }
}

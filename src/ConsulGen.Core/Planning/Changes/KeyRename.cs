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

    /// <returns>Null when the keys are not two names of one setting in the target version.</returns>
    public static KeyRename? Of(string removed, string added, Agent old, Agent next)
    {
        if (AgentKeys.Instance.Find(removed)?.ReplacementFor(next.Version) is { } newer && newer.Key == added)
            return new KeyRename(removed, added, newer.Companions);
        return AgentKeys.Instance.Find(added)?.ReplacementFor(old.Version)?.Key == removed ? new KeyRename(removed, added, []) : null;
    }

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

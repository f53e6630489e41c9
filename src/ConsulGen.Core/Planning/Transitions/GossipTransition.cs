using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Inventories;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Planning.Transitions;

/// <summary>Gossip encryption on, in the order of Consul's documentation "Enable gossip encryption on an existing datacenter".</summary>
internal sealed class GossipTransition() : Transition("gossip", "switch gossip encryption on: keys, then encrypt outgoing, then demand incoming")
{
    public override Outcome Phases(Compilation old, Compilation next)
    {
        var keys = DeclaredKeys.At(next, "encrypt").Where(e => e.Value is not ScalarValue { Kind: ScalarKind.Null }).ToList();
        var block = ReadyMadeBlock.Of(next, s => s.Gossip);
        if (keys.Count == 0 && !block.IsWritten) return Outcome.None("the new inventory has no encrypt: set it there, best as { secret: gossip_key }");
        if (DeclaredKeys.At(old, "encrypt").Any() || ReadyMadeBlock.Of(old, s => s.Gossip).IsWritten)
            return Outcome.None("the old inventory has encrypt already: another key is another transition, gossip-key");
        var (incoming, outgoing) = (Edits(next, keys, "encrypt_verify_incoming"), Edits(next, keys, "encrypt_verify_outgoing"));
        if (incoming is null || outgoing is null)
            return Outcome.None(
                "the new inventory sets encrypt_verify_incoming or encrypt_verify_outgoing to something else than true: remove them there, "
                    + "as the phases set them");
        if (block.At("verify").Any(v => v.Value is not ScalarValue { Text: "full" }))
            return Outcome.None("the new inventory sets verify of gossip to something else than full: remove it there, as the phases set it");
        if (block.Set("verify", "none") is not { } none || block.Set("verify", "outgoing") is not { } half)
            return Outcome.None("gossip is written so that no word can be added to it: write it in braces on one line");
        return Outcome.Of(
            new Phase("keys", next, [.. incoming, .. outgoing, .. none],
            [
                "Deploy with the restarts of the plan; consul reload does not switch it on. All agents have the key now, "
                    + "and still send and take what is not encrypted.",
                "Wait until consul keyring -list counts the key for every agent.",
            ]),
            new Phase(
                "outgoing",
                next,
                [.. incoming, .. half],
                ["Deploy with the restarts of the plan. All agents encrypt what they send now, and still take what is not encrypted."]),
            new Phase("incoming", next, [], ["Deploy with the restarts of the plan. Agents refuse what is not encrypted now."]));
    }

    /// <summary>What makes it false everywhere: where it is true, and beside each key that no level above says it for. Null where it is not true.</summary>
    private static List<Fix>? Edits(Compilation next, List<DeclaredKey> keys, string verify)
    {
        var written = DeclaredKeys.At(next, verify).ToList();
        if (written.Exists(w => w.Value is not ScalarValue { Kind: ScalarKind.Boolean, Text: "true" })) return null;
        var says = written.Select(w => w.Level).ToHashSet<Level>(ReferenceEqualityComparer.Instance);
        var changed = written.Select(w => w.Change("false")).OfType<Fix>().ToList();
        if (changed.Count < written.Count) return null;
        return [.. changed, .. keys.Where(k => !Above(k.Level).Any(says.Contains)).Select(k => k.Before(verify, "false"))];
    }

    private static IEnumerable<Level> Above(Level level)
    {
        for (var l = level; l is not null; l = l.Parent) yield return l;
    }
}

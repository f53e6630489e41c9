using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Planning.Transitions;

/// <summary>Gossip encryption on, in the order of Consul's documentation "Enable gossip encryption on an existing datacenter".</summary>
internal sealed class GossipTransition() : Transition("gossip", "switch gossip encryption on: keys, then encrypt outgoing, then demand incoming")
{
    public override Outcome Phases(Compilation old, Compilation next)
    {
        var keys = DeclaredKeys.At(next, "encrypt").Where(e => e.Value is not ScalarValue { Kind: ScalarKind.Null }).ToList();
        if (keys.Count == 0) return Outcome.None("the new inventory has no encrypt: set it there, best as { secret: gossip_key }");
        if (DeclaredKeys.At(old, "encrypt").Any()) return Outcome.None("the old inventory has encrypt already: another key is another transition, gossip-key");
        // A level that sets one of them sets it for what it holds; where none does, both are true.
        var incoming = Edits(next, keys, "encrypt_verify_incoming");
        var outgoing = Edits(next, keys, "encrypt_verify_outgoing");
        return Outcome.Of(
            new Phase("keys", next, [.. incoming, .. outgoing],
            [
                "Deploy with the restarts of the plan; consul reload does not switch it on. All agents have the key now, and still send and take what is not encrypted.",
                "Wait until consul keyring -list counts the key for every agent.",
            ]),
            new Phase("outgoing", next, [.. incoming], ["Deploy with the restarts of the plan. All agents encrypt what they send now, and still take what is not encrypted."]),
            new Phase("incoming", next, [], ["Deploy with the restarts of the plan. Agents refuse what is not encrypted now."]));
    }

    private static List<Fix> Edits(Compilation next, List<Entry> keys, string verify)
    {
        var written = DeclaredKeys.At(next, verify).ToList();
        return [.. written.Select(e => DeclaredKeys.Change(e, "false")).OfType<Fix>(), .. written.Count > 0 ? [] : keys.Select(k => DeclaredKeys.Before(k, verify, "false"))];
    }
}

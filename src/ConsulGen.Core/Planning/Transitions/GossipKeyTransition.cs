namespace ConsulGen.Core.Planning.Transitions;

/// <summary>
/// Another gossip key: the keyring of running agents takes it, not their configuration (Consul's documentation "Rotate gossip
/// encryption keys"); so there is nothing between the two inventories but commands.
/// </summary>
internal sealed class GossipKeyTransition() : Transition("gossip-key", "replace the gossip key: install it, use it, deploy it, remove the old one")
{
    public override Outcome Phases(Compilation old, Compilation next)
    {
        if (!HasKey(old)) return Outcome.None("the old inventory has no encrypt: switching it on is another transition, gossip");
        if (!HasKey(next))
            return Outcome.None("the new inventory has no encrypt: switching gossip encryption off is no transition that keeps a cluster whole");
        return Outcome.Of(new Phase("key", next, [],
        [
            "Run consul keyring -install NEW_KEY on one agent, with the key from the environment or a file and not from the history of a shell.",
            "Wait until consul keyring -list counts the new key for every agent of every datacenter.",
            "Run consul keyring -use NEW_KEY on one agent, and wait until consul keyring -list shows it as the primary key everywhere.",
            "Deploy this inventory: install.sh takes the new key on each host. Running agents do not read it; new ones need it.",
            "Run consul keyring -remove OLD_KEY on one agent.",
        ]));
    }

    private static bool HasKey(Compilation inventory) =>
        DeclaredKeys.At(inventory, "encrypt").Any() || ReadyMadeBlock.Of(inventory, s => s.Gossip).IsWritten;
}

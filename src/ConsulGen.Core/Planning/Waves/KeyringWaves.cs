using ConsulGen.Core.Planning.Changes;

namespace ConsulGen.Core.Planning.Waves;

/// <summary>
/// Another gossip key for agents that keep theirs in a keyring file: the keyring of all datacenters that are joined takes it by command
/// (Consul's documentation "Rotate gossip encryption keys").
/// </summary>
internal static class KeyringWaves
{
    private const string Note = "the key from the environment or a file, not from the history of a shell";

    /// <summary>Before the files are deployed, from which agents that start afresh take the new key.</summary>
    public static IEnumerable<Wave> Before(TopologyChange change)
    {
        foreach (var (datacenter, witness) in WitnessesOf(change))
            yield return new Wave(datacenter, "the gossip key", [
                new Step("install the new gossip key beside the old one", [witness.Name], [witness.Keyring("-install <new key>")])
                {
                    Notes = [Note],
                    WaitFor = [$"`{witness.Keyring("-list")}` counts the new key for every agent{(datacenter.Length == 0 ? " of every datacenter" : "")}"],
                    Undo = [witness.Keyring("-remove <new key>")],
                },
                new Step("use the new gossip key", [witness.Name], [witness.Keyring("-use <new key>")])
                {
                    WaitFor = [$"`{witness.Keyring("-list")}` still counts both keys for every agent"],
                    Undo = [witness.Keyring("-use <old key>")],
                }]);
    }

    public static IEnumerable<Wave> After(TopologyChange change)
    {
        foreach (var (datacenter, witness) in WitnessesOf(change))
            yield return new Wave(datacenter, "the old gossip key", [
                new Step("remove the old gossip key", [witness.Name], [witness.Keyring("-remove <old key>")])
                {
                    WaitFor = [$"`{witness.Keyring("-list")}` shows the new key only"],
                    Undo = [witness.Keyring("-install <old key>")],
                }]);
    }

    /// <summary>
    /// A server that stays and has another key, if there is one: it tells all datacenters, which is the wave of none; of separate
    /// clusters each has one.
    /// </summary>
    private static IEnumerable<(string Datacenter, Witness Witness)> WitnessesOf(TopologyChange change)
    {
        foreach (var datacenter in change.Datacenters)
        {
            if (!datacenter.KeptServers.Any(s => s.Key("encrypt") is { Old: not null, New: not null, IsRename: false, Class: ChangeClass.NoEffect })) continue;
            if (Witness.Of(datacenter, before: false) is not { } witness) continue;
            yield return (change.Old.AreSeparate ? datacenter.Name : "", witness);
            if (!change.Old.AreSeparate) yield break;
        }
    }
}

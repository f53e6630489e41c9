using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Planning.Transitions;

/// <summary>Another CA: all trust both; then all have certificates of the new one; then the old one goes. github.com/hashicorp/consul issue 4818.</summary>
internal sealed class CaTransition() : Transition("ca", "replace the CA: trust both, then new certificates, then trust the new one only")
{
    private static readonly ImmutableArray<string> Keys = [
        "ca_file",
        "tls.defaults.ca_file",
        "tls.internal_rpc.ca_file",
        "tls.https.ca_file",
        "tls.grpc.ca_file",
    ];

    public override Outcome Phases(Compilation old, Compilation next)
    {
        var (before, after) = (Files(old), Files(next));
        if (Paths(old, before).Count == 0 || Paths(next, after).Count == 0)
            return Outcome.None("both inventories have to name a ca_file: switching TLS on is another transition, tls");
        if (Paths(old, before) is not [var from] || Paths(next, after) is not [var to])
            return Outcome.None("one of the inventories names several files as ca_file: replace one CA at a time, with an inventory for each");
        if (from == to)
            return Outcome.None("both inventories name the same ca_file: give the new CA a file of its own, so that the phases can tell them apart");
        var both = Both(to);
        var edits = (Old: before.ConvertAll(e => e.Change(both)), New: after.ConvertAll(e => e.Change(both)));
        if (ReadyMadeBlock.Of(old, s => s.Tls).Set("ca", both) is not { } oldBlock || ReadyMadeBlock.Of(next, s => s.Tls).Set("ca", both) is not { } newBlock)
            return Outcome.None("the ca of a tls block is not written as a plain word: write the path there");
        if (edits.Old.Contains(null) || edits.New.Contains(null)) return Outcome.None("a ca_file is not written as a plain word: write the path there");
        return Outcome.Of(
            new Phase("trust-both", old, [.. edits.Old.OfType<Fix>(), .. oldBlock],
            [
                $"Put the certificates of both CAs into {both} on every host: cat OLD_CA NEW_CA.",
                "Deploy with the reloads and restarts of the plan. Agents trust both CAs now, and show the old certificates.",
            ]),
            new Phase("new-certificates", next, [.. edits.New.OfType<Fix>(), .. newBlock],
            [
                "Put certificates of the new CA, and their keys, in place on every host.",
                "Deploy, servers first; agents whose files keep their names need a consul reload. Agents show the new certificates now, "
                    + "and still trust both CAs.",
            ]),
            new Phase("new-ca", next, [], ["Deploy when every agent shows its new certificate. The old CA is trusted no more."]));
    }

    private static List<DeclaredKey> Files(Compilation inventory) =>
        [.. Keys.SelectMany(k => DeclaredKeys.At(inventory, k)).Where(e => e.Value is ScalarValue { Kind: ScalarKind.String })];

    private static List<string> Paths(Compilation inventory, List<DeclaredKey> files) =>
    [
        .. files.Select(e => e.Value)
            .Concat(ReadyMadeBlock.Of(inventory, s => s.Tls).IsWritten
                ? inventory.Topology?.Agents.Select(a => a.Tls.Find(TlsSettings.Rpc, "ca_file")?.Value) ?? []
                : [])
            .OfType<ScalarValue>()
            .Select(v => v.Text)
            .Distinct(StringComparer.Ordinal),
    ];

    /// <summary>Beside the new CA's file.</summary>
    private static string Both(string path)
    {
        var dot = path.LastIndexOf('.');
        return dot > path.LastIndexOf('/') + 1 ? $"{path[..dot]}-and-old{path[dot..]}" : path + "-and-old";
    }
}

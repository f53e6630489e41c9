using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Planning.Transitions;

/// <summary>
/// TLS on, in the order of Consul's documentation "Enable TLS encryption on an existing datacenter": certificates for all; then all
/// talk TLS; only then servers insist on it.
/// </summary>
internal sealed class TlsTransition() : Transition("tls", "switch TLS on: certificates, then verify outgoing, then verify incoming")
{
    private static readonly ImmutableArray<string> Stanzas = ["", "tls.defaults.", "tls.internal_rpc.", "tls.https.", "tls.grpc."];
    private static readonly ImmutableArray<string> Incoming = ["verify_incoming", "verify_incoming_rpc", "verify_incoming_https"];
    private static readonly ImmutableArray<string> Outgoing = ["verify_outgoing", "verify_server_hostname"];

    private static readonly ImmutableArray<string> Certificates =
    [
        "Put the CA's certificate, and each agent's own certificate and key, in place on every host; a server's names server.<datacenter>.<domain>.",
        "Deploy with the restarts of the plan: servers one at a time, the leader last, then clients. Agents have certificates now, "
            + "and insist on nothing more than before.",
    ];

    private static readonly ImmutableArray<string> Talking =
    [
        "Deploy with the restarts of the plan. All agents now talk TLS to servers, and still take what comes without.",
        "Wait until every agent is through: consul members shows all of them alive.",
    ];

    private static readonly ImmutableArray<string> Insisting = ["Deploy with the restarts of the plan, "
        + "the leader last. Servers now refuse whoever has no certificate of the CA."];

    public override Outcome Phases(Compilation old, Compilation next)
    {
        if (next.Topology?.Agents.Any(a => a.Tls.IsOn) is not true)
            return Outcome.None("the new inventory has no TLS: set ca_file, cert_file, key_file and the verify_ keys there");
        var (incoming, outgoing) = (Added(old, next, Incoming), Added(old, next, Outgoing));
        var block = ReadyMadeBlock.Of(next, s => s.Tls);
        var (blockCalls, blockInsists) = (block.IsWritten && Begins(old, next, Calls), block.IsWritten && Begins(old, next, Insists));
        var (calls, insists) = (outgoing.Count > 0 || blockCalls, incoming.Count > 0 || blockInsists);
        var wasOn = old.Topology?.Agents.Any(a => a.Tls.IsOn) is true;
        if (!calls && !insists && wasOn)
            return Outcome.None("the new inventory verifies nothing that the old one does not: one deployment is enough");
        if (incoming.Concat(outgoing).FirstOrDefault(k => k.Change("false") is null) is { Path: not null } stuck)
            return Outcome.None(
                $"{stuck.Path} at {stuck.Value.Span.Path}:{stuck.Value.Span.Line.ToString(CultureInfo.InvariantCulture)} is no plain true or false: "
                    + "write it out there");
        List<Fix>? none = blockCalls || blockInsists ? block.Set("verify", "none") : [], half = blockInsists ? block.Set("verify", "outgoing") : [];
        if (none is null || half is null) return Outcome.None("tls is written so that no word can be added to it: write it in braces on one line");
        var phases = ImmutableArray.CreateBuilder<Phase>();
        if (calls || (insists && !wasOn)) phases.Add(new Phase("certificates", next, [.. Off(incoming.Concat(outgoing)), .. none], Certificates));
        if (insists && calls) phases.Add(new Phase("outgoing", next, [.. Off(incoming), .. half], Talking));
        phases.Add(insists
            ? new Phase("incoming", next, [], Insisting)
            : calls ? new Phase("outgoing", next, [], Talking)
            : new Phase("certificates", next, [], Certificates));
        return Outcome.Of(phases.ToImmutable());
    }

    private static bool Calls(Agent agent) => agent.Tls.VerifyOutgoing(TlsSettings.Rpc) is not null;

    private static bool Insists(Agent agent) => agent.IsServer && agent.Tls.VerifyIncoming(TlsSettings.Rpc) is not null;

    private static bool Begins(Compilation old, Compilation next, Func<Agent, bool> does) =>
        next.Topology?.Agents.Any(does) is true && old.Topology?.Agents.Any(does) is not true;

    private static ImmutableArray<Fix> Off(IEnumerable<DeclaredKey> keys) => [.. keys.Select(k => k.Change("false")).OfType<Fix>()];

    /// <summary>What is true, and was not before on the same level.</summary>
    private static List<DeclaredKey> Added(Compilation old, Compilation next, ImmutableArray<string> keys)
    {
        var before = True(old, keys).ToList();
        return [.. True(next, keys).Where(k => !before.Exists(k.IsSame))];
    }

    private static IEnumerable<DeclaredKey> True(Compilation inventory, ImmutableArray<string> keys) =>
        Stanzas.SelectMany(stanza => keys.SelectMany(key => DeclaredKeys.At(inventory, stanza + key)))
            .Where(e => e.Value is ScalarValue { Kind: ScalarKind.Boolean, Text: "true" } or ScalarValue { HasPlaceholders: true });
}

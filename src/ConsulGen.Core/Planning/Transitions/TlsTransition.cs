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

    public override Outcome Phases(Compilation old, Compilation next)
    {
        if (next.Topology?.Agents.Any(a => new TlsSettings(a).IsOn) is not true) return Outcome.None("the new inventory has no TLS: set ca_file, cert_file, key_file and the verify_ keys there");
        var incoming = True(next, Incoming).ToList();
        var outgoing = True(next, Outgoing).ToList();
        var edits = incoming.Concat(outgoing).Select(e => (Entry: e, Edit: DeclaredKeys.Change(e, "false"))).ToList();
        if (edits.Find(e => e.Edit is null) is { Entry.Key: { } key } stuck)
            return Outcome.None($"{key} at {stuck.Entry.Value.Span.Path}:{stuck.Entry.Value.Span.Line.ToString(CultureInfo.InvariantCulture)} is no plain true or false: write it out there");
        var phases = ImmutableArray.CreateBuilder<Phase>();
        if (edits.Count > 0)
            phases.Add(new Phase("certificates", next, [.. edits.Select(e => e.Edit).OfType<Fix>()],
            [
                "Put the CA's certificate, and each agent's own certificate and key, in place on every host; a server's names server.<datacenter>.<domain>.",
                "Deploy with the restarts of the plan: servers one at a time, the leader last, then clients. Agents have certificates now, and insist on nothing.",
            ]));
        if (incoming.Count > 0 && outgoing.Count > 0)
            phases.Add(new Phase("outgoing", next, [.. incoming.Select(e => DeclaredKeys.Change(e, "false")).OfType<Fix>()],
            [
                "Deploy with the restarts of the plan. All agents now talk TLS to servers, and still take what comes without.",
                "Wait until every agent is through: consul members shows all of them alive.",
            ]));
        phases.Add(new Phase("incoming", next, [], ["Deploy with the restarts of the plan, the leader last. Servers now refuse whoever has no certificate of the CA."]));
        return Outcome.Of(phases.ToImmutable());
    }

    private static IEnumerable<Entry> True(Compilation inventory, ImmutableArray<string> keys) =>
        Stanzas.SelectMany(stanza => keys.SelectMany(key => DeclaredKeys.At(inventory, stanza + key)))
            .Where(e => e.Value is ScalarValue { Kind: ScalarKind.Boolean, Text: "true" } or ScalarValue { HasPlaceholders: true });
}

using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Consul.Agents;

/// <summary>
/// How an agent encrypts gossip, and what it hears of others: Consul's documentation "Enable gossip encryption on an existing
/// cluster"; memberlist's <c>GossipVerifyIncoming</c> and <c>GossipVerifyOutgoing</c>. Every pair was run with 1.10.11.
/// </summary>
internal readonly record struct GossipPhase(bool HasKey, bool VerifiesIncoming, bool VerifiesOutgoing)
{
    private static readonly ImmutableArray<string> Names =
    [
        "no encryption",
        "encrypt with encrypt_verify_outgoing and encrypt_verify_incoming false",
        "encrypt_verify_outgoing true and encrypt_verify_incoming false",
        "encrypt_verify_outgoing and encrypt_verify_incoming true",
    ];

    public string Name => Step is { } step ? Names[step] : "encrypt_verify_outgoing false and encrypt_verify_incoming true";

    /// <summary>The place in the order in which encryption is introduced; null for one that has no place there.</summary>
    private int? Step => (HasKey, VerifiesOutgoing, VerifiesIncoming) switch
    {
        (false, _, _) => 0,
        (_, false, false) => 1,
        (_, true, false) => 2,
        (_, true, true) => 3,
        _ => null,
    };

    public static GossipPhase Of(Agent agent)
    {
        var hasKey = HasKeyIn(agent);
        return new GossipPhase(
            hasKey,
            hasKey && agent.Config.Flag("encrypt_verify_incoming") is not false,
            hasKey && agent.Config.Flag("encrypt_verify_outgoing") is not false);
    }

    /// <summary>Agents of both hear each other.</summary>
    public bool GoesWith(GossipPhase other) => Hears(other) && other.Hears(this);

    /// <summary>The phases that a change skips, as the end of a message.</summary>
    public static string Skipped(GossipPhase old, GossipPhase next) => old.Step is { } from && next.Step is { } to ? PhaseOrder.Skipped(Names, from, to) : "";

    private bool Hears(GossipPhase other) => other.HasKey && other.VerifiesOutgoing ? HasKey : !VerifiesIncoming;

    private static bool HasKeyIn(Agent agent) => agent.Config["encrypt"] is SecretValue or ScalarValue { Kind: not ScalarKind.Null, Text.Length: > 0 };
}

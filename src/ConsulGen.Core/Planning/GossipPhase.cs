using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Planning;

/// <summary>
/// How an agent encrypts gossip, and what it hears of others: Consul's documentation "Enable gossip encryption on an existing
/// cluster"; memberlist's <c>GossipVerifyIncoming</c> and <c>GossipVerifyOutgoing</c>.
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
        return new GossipPhase(hasKey, hasKey && agent.Config.Flag("encrypt_verify_incoming") is not false, hasKey && agent.Config.Flag("encrypt_verify_outgoing") is not false);
    }

    /// <summary>Agents of both hear each other.</summary>
    public bool GoesWith(GossipPhase other) => Hears(other) && other.Hears(this);

    /// <summary>What stands between two phases and is skipped, in the order in which it has to come.</summary>
    public static IEnumerable<string> Between(GossipPhase old, GossipPhase next)
    {
        if (old.Step is not { } from || next.Step is not { } to) return [];
        var names = Names.Where((_, step) => step > Math.Min(from, to) && step < Math.Max(from, to));
        return from < to ? names : names.Reverse();
    }

    private bool Hears(GossipPhase other) => other.HasKey && other.VerifiesOutgoing ? HasKey : !VerifiesIncoming;

    private static bool HasKeyIn(Agent agent) => agent.Config["encrypt"] is SecretValue or ScalarValue { Kind: not ScalarKind.Null, Text.Length: > 0 };
}

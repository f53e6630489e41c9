using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Inventories;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Gossip;

internal sealed class GossipKeyForm()
    : LintRule("gossip-key-form", Severity.Error, "A gossip key is not 16, 24 or 32 bytes in base64")
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var agent in topology.Agents)
            if (Written(agent, topology) is var (text, span) && Problem(text) is { } problem)
                report(span, problem, "make a key with consulgen keygen");
    }

    /// <summary>The key itself, where the inventory has it; what comes from the host cannot be judged.</summary>
    private static (string Text, SourceSpan Span)? Written(Agent agent, Topology topology) => agent.Config["encrypt"] switch
    {
        // Consul takes an empty one for none.
        ScalarValue { Text.Length: > 0, HasPlaceholders: false } key => (key.Text, agent.PlaceOf(key)),
        SecretValue reference when topology.Secrets.GetValueOrDefault(reference.Name) is { Source: SecretSource.Literal } secret => (secret.Text, secret.Span),
        _ => null,
    };

    /// <summary>Never says anything of the key itself but its length.</summary>
    private static string? Problem(string text)
    {
        // Go's decoder, which Consul uses, skips line ends only.
        var key = text.Replace("\n", "", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal);
        var digits = key.AsSpan().TrimEnd('=');
        var padding = key.Length - digits.Length;
        if (key.Length % 4 != 0 || padding > 2 || digits.ContainsAnyExcept(Base64))
            return "encrypt is not the base64 text that is expected, with + and / and padded by =: the agent refuses to start";
        var bytes = (key.Length / 4 * 3) - padding;
        return bytes is 16 or 24 or 32
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"encrypt is a key of {bytes} bytes, but expected are 16, 24 or 32: the agent refuses to start, though consul validate finds nothing");
    }

    private static readonly System.Buffers.SearchValues<char> Base64 =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
}

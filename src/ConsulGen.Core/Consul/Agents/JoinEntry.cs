using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Consul.Agents;

/// <summary>An entry of a join list: <c>10.0.0.1</c>, <c>10.0.0.1:8301</c>, <c>[fd00::1]:8301</c> or a name.</summary>
/// <param name="Port">Null for none, which means the joining agent's own gossip port (all versions).</param>
internal readonly record struct JoinEntry(string Host, int? Port)
{
    public bool IsLoopback => Host is "127.0.0.1" or "::1" or "localhost";

    /// <summary>Null where only the host can say what the entry stands for: a template, or a cloud's discovery.</summary>
    public static JoinEntry? Parse(Value value)
    {
        if (value is not ScalarValue { HasPlaceholders: false, Text: { Length: > 0 } text } || text.Contains("{{", StringComparison.Ordinal)
            || text.Contains('=', StringComparison.Ordinal)) return null;
        if (Address.IsIPv6(text)) return new JoinEntry(text, null);
        if (text.StartsWith('[') && text.EndsWith(']')) return new JoinEntry(text[1..^1], null);
        var colon = text.LastIndexOf(':');
        if (colon < 0) return new JoinEntry(text, null);
        return int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? new JoinEntry(text[..colon].Trim('[', ']'), port)
            : null;
    }
}

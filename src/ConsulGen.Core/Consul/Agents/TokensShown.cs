using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Consul.Agents;

/// <summary>Tokens of an agent's files that somebody has to make over the API first: its own, and those of its services.</summary>
internal static class TokensShown
{
    /// <summary>The first of them with the path of its key; null where there is none but <paramref name="first"/>, which a bootstrap makes.</summary>
    public static (string Path, Value Token)? By(Agent agent, Value? first)
    {
        foreach (var (path, value) in All(agent))
            if (value is SecretValue or ScalarValue { Kind: not ScalarKind.Null, Text.Length: > 0 } && !Is(value, first)) return (path, value);
        return null;
    }

    /// <summary>True for the same secret or text.</summary>
    public static bool Is(Value token, Value? other) => (token, other) switch
    {
        (SecretValue a, SecretValue b) => a.Name == b.Name,
        (ScalarValue a, ScalarValue b) => a.Text == b.Text,
        _ => false,
    };

    private static IEnumerable<(string Path, Value? Value)> All(Agent agent)
    {
        foreach (var key in AclSettings.MadeTokens) yield return ($"acl.tokens.{key}", agent.Config.Map("acl").At("tokens", key));
        foreach (var key in AclSettings.OlderMadeTokens) yield return (key, agent.Config[key]);
        foreach (var service in agent.Services) yield return ($"services.{service.Id}.token", service.Definition["token"]);
    }
}

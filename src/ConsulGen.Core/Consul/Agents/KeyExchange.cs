using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Consul.Agents;

/// <summary>
/// With which groups TLS exchanges keys: <c>tls_ecdh_curves</c> of 2.1.0. Source: Consul's documentation of 2.1, "TLS configuration
/// reference" and "Upgrading specific versions".
/// </summary>
internal static class KeyExchange
{
    public const string Key = "tls_ecdh_curves";

    private const string HighestVersion = "TLSv1_3";

    /// <summary>In the spelling that Consul wants.</summary>
    public static readonly ImmutableArray<string> Groups = ["P-256", "P-384", "P-521", "X25519", "X25519MLKEM768"];

    /// <summary>Whether an interface that speaks TLS takes a group that is new, and nobody said so.</summary>
    public static bool IsAutomatic(Agent agent) => AutomaticOn(agent) is not null;

    /// <summary>The setting of the least version that brings it; null where nothing does.</summary>
    public static TlsSetting? AutomaticOn(Agent agent)
    {
        var tls = agent.Tls;
        foreach (var side in TlsSettings.Interfaces)
            if (tls.HasCertificate(side) && LeastVersion(tls, side) is { } least && Text(least) == HighestVersion && tls.Find(side, Key) is not { IsSet: true })
                return least;
        return null;
    }

    /// <summary>The least version of an interface where it is one that has no such groups; null where it is another.</summary>
    public static TlsSetting? TooLow(TlsSettings tls, string side) =>
        LeastVersion(tls, side) is { } least && Text(least) is "TLSv1_0" or "TLSv1_1" ? least : null;

    private static string? Text(TlsSetting setting) => (setting.Value as ScalarValue)?.Text switch
    {
        "tls10" => "TLSv1_0",
        "tls11" => "TLSv1_1",
        "tls13" => HighestVersion,
        var word => word,
    };

    private static TlsSetting? LeastVersion(TlsSettings tls, string side) => tls.Find(side, "tls_min_version");
}

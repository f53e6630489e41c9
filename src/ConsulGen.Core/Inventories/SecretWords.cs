using System.Text.RegularExpressions;

namespace ConsulGen.Core.Inventories;

/// <summary>How secrets look where Consul's table of keys says nothing: in maps of free shape, URLs, join strings and environments.</summary>
public static partial class SecretWords
{
    private static readonly ImmutableHashSet<string> Names =
        ["apikey", "authorization", "clientsecret", "password", "privatekey", "secretaccesskey", "secretid", "secretkey", "token", "xconsultoken"];

    /// <summary>A name such as <c>private_key</c>, <c>PrivateKey</c> or <c>X-Consul-Token</c>.</summary>
    public static bool IsName(string name) =>
        name.Length <= 32 && Names.Contains(name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant());

    /// <summary><c>secret_access_key=…</c> in a join string, <c>CONSUL_HTTP_TOKEN=…</c> in an environment, a password in a URL.</summary>
    public static bool AreIn(string text) =>
        (text.Contains('=', StringComparison.Ordinal) && Assignment().IsMatch(text))
            || (text.Contains('@', StringComparison.Ordinal) && UserInfo().IsMatch(text));

    // What systemd or the shell fills in is no secret: %d/token, $TOKEN.
    [GeneratedRegex(
        """(^|[\s_?&])(token|password|secret_access_key|client_secret|api_key|secret_id)=["']?[^\s&"'%$]{4,}""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Assignment();

    [GeneratedRegex("""://[^/\s:@]+:[^/\s@%$]+@""", RegexOptions.CultureInvariant)]
    private static partial Regex UserInfo();
}

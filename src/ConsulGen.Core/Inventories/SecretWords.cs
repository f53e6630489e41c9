using System.Text.RegularExpressions;

namespace ConsulGen.Core.Inventories;

/// <summary>
/// How secrets look where Consul's table of keys says nothing: in maps of free shape, headers, URLs, join strings, command lines and
/// environments. A name tells by its last words, so that <c>db_password</c> is one, and <c>password_file</c> is none.
/// </summary>
public static partial class SecretWords
{
    private const int LongestName = 64;

    /// <summary>Secret as the last word.</summary>
    private static readonly ImmutableHashSet<string> Last =
        ["password", "passwd", "passphrase", "token", "apikey", "authorization", "cookie", "secretkey", "privatekey"];

    /// <summary>The last two words: <c>gossip_key</c>, but not <c>tls_key</c>, which is a path, and not the key of a map.</summary>
    private static readonly ImmutableHashSet<string> LastTwo =
    [
        "access secret", "account key", "api key", "app secret", "auth key", "aws secret", "client secret", "encrypt key", "encryption key",
        "gossip key", "key secret", "license key", "master key", "private key", "secret id", "secret key", "set credential", "shared key",
        "shared secret", "signing key", "token secret",
    ];

    /// <summary>The last word of a header that begins with <c>X-</c>.</summary>
    private static readonly ImmutableHashSet<string> OfHeader = ["auth", "key", "secret", "signature"];

    /// <summary>A name such as <c>private_key</c>, <c>PrivateKey</c>, <c>CONSUL_HTTP_TOKEN</c>, <c>X-Api-Key</c> or <c>--token</c>.</summary>
    public static bool IsName(string name)
    {
        if (name.Length is < 5 or > LongestName) return false;
        var words = Words(name);
        if (words is not [.., var last]) return false;
        if (Last.Contains(last)) return true;
        if (words is [.., "secret", "access", "key"]) return true;
        if (words is ["x", ..] && words.Count > 1 && OfHeader.Contains(last) && name.Contains('-', StringComparison.Ordinal)) return true;
        return words is [.., var before, _] && LastTwo.Contains(before + " " + last);
    }

    /// <summary>An option or variable of a command line: <c>-encrypt=…</c> is one too.</summary>
    public static bool IsOption(string text) => text.TrimStart('-') is var name && (name == "encrypt" || IsName(name)) && name.Length > 0;

    /// <summary>An argument behind which the secret stands as one of its own: <c>--token</c>.</summary>
    public static bool IsFlag(string text) => text.StartsWith('-') && !text.AsSpan().ContainsAny(' ', '=') && IsOption(text);

    /// <summary><c>secret_access_key=…</c> in a join string, <c>CONSUL_HTTP_TOKEN=…</c> in an environment, <c>--token …</c> in a command,
    /// <c>X-Auth: …</c> for a request, a password in a URL.</summary>
    public static bool AreIn(string text)
    {
        if (text.Contains('=', StringComparison.Ordinal) && Any(Assignment(), text, IsOption)) return true;
        if (text.Contains(" -", StringComparison.Ordinal) && Any(Argument(), text, IsOption)) return true;
        if (text.Contains(": ", StringComparison.Ordinal) && Any(Header(), text, IsName)) return true;
        return text.Contains('@', StringComparison.Ordinal) && UserInfo().IsMatch(text);
    }

    private static bool Any(Regex form, string text, Func<string, bool> tells)
    {
        foreach (Match match in form.Matches(text))
            if (tells(match.Groups[1].Value)) return true;
        return false;
    }

    /// <summary>In lower case: <c>secretAccessKey</c>, <c>secret_access_key</c> and <c>Secret-Access-Key</c> are three words.</summary>
    private static List<string> Words(string name)
    {
        var words = new List<string>();
        var start = 0;
        for (var i = 0; i <= name.Length; i++)
        {
            var ends = i == name.Length || !char.IsAsciiLetterOrDigit(name[i]);
            if (!ends && !(i > start && char.IsAsciiLetterUpper(name[i]) && char.IsAsciiLetterLower(name[i - 1]))) continue;
            if (i > start) words.Add(name[start..i].ToLowerInvariant());
            start = ends ? i + 1 : i;
        }

        return words;
    }

    // What systemd, a shell or ConsulGen fills in is no secret: %d/token, $TOKEN, ${vars.token}, {{ token }}.
    [GeneratedRegex("""(?<![\w-])([\w-]{5,64})=["'\\]*(?!%\w?/|\$|\{\{)[^\s&"']{3,}""", RegexOptions.CultureInvariant)]
    private static partial Regex Assignment();

    [GeneratedRegex("""(?<=\s)(-[\w-]{4,64})\s+["'\\]*(?!%\w?/|\$|\{\{|-)[^\s"']{3,}""", RegexOptions.CultureInvariant)]
    private static partial Regex Argument();

    [GeneratedRegex(
        """(?<![\w-])(authorization|proxy-authorization|cookie|set-cookie|x-[\w-]{3,60}):\s+(?!\$|\{\{)[^\s]{3,}""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Header();

    [GeneratedRegex("""://[^/\s:@]+:(?!\$)[^/\s@]+@""", RegexOptions.CultureInvariant)]
    private static partial Regex UserInfo();
}

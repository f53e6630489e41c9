namespace ConsulGen.Core.Consul.Releases;

/// <summary>Words that a setting takes, each in the releases that know it.</summary>
public sealed class Vocabulary
{
    /// <summary>Source: Consul's release notes; run with 1.6.5, 1.8.4 and 1.10.11.</summary>
    public static readonly Vocabulary ConfigEntryKinds = new(
        ("api-gateway", "1.15.0", null),
        ("bound-api-gateway", "1.15.0", null),
        ("control-plane-request-limit", "1.16.0", null),
        ("exported-services", "1.11.0", null),
        ("file-system-certificate", "1.19.0", null),
        ("http-route", "1.15.0", null),
        ("inference-gateway", "2.1.0+ent", null),
        ("ingress-gateway", "1.8.0", null),
        ("inline-certificate", "1.15.0", null),
        ("jwt-provider", "1.16.0", null),
        ("mesh", "1.10.0", null),
        ("product-usage", "2.0.0", null),
        ("proxy-defaults", "1.5.0", null),
        ("rate-limit", "2.0.0+ent", null),
        ("sameness-group", "1.16.0", null),
        ("service-defaults", "1.5.0", null),
        ("service-intentions", "1.9.0", null),
        ("service-resolver", "1.6.0", null),
        ("service-router", "1.6.0", null),
        ("service-splitter", "1.6.0", null),
        ("tcp-route", "1.15.0", null),
        ("terminating-gateway", "1.8.0", null));

    /// <summary>Source: Consul's release notes.</summary>
    public static readonly Vocabulary ServiceKinds = new(
        ("api-gateway", "1.15.0", null),
        ("connect-proxy", "1.2.2", null),
        ("ingress-gateway", "1.8.0", null),
        ("mesh-gateway", "1.6.0", null),
        ("terminating-gateway", "1.8.0", null));

    /// <summary>Source: CHANGELOG 1.7.0; agent/config/builder.go; the word for AWS is agent/structs/connect_ca.go's of 1.7.3 to 1.21.4.</summary>
    public static readonly Vocabulary CaProviders = new(
        ("aws-pca", "1.7.0", null),
        ("consul", Always, null),
        ("pan-distributed-issuer", "2.0.0+ent", null),
        ("vault", Always, null));

    /// <summary>Source: CHANGELOG 1.2.0.</summary>
    public static readonly Vocabulary DownPolicies = new(
        ("allow", Always, null),
        ("async-cache", "1.2.0", null),
        ("deny", Always, null),
        ("extend-cache", Always, null));

    /// <summary>In any case. Source: run with 1.6.5, which refuses ERROR, and 1.8.4; CHANGELOG 1.7.0.</summary>
    public static readonly Vocabulary LogLevels = new(
        ("DEBUG", Always, null),
        ("ERR", Always, null),
        ("ERROR", "1.7.0", null),
        ("INFO", Always, null),
        ("TRACE", Always, null),
        ("WARN", Always, null));

    /// <summary>
    /// Of the key at the top, which takes the words of <c>tls { }</c> too. Source: run with 1.6.5, which refuses tls13, and 1.8.4; types/tls.go of 1.12.0.
    /// </summary>
    public static readonly Vocabulary TlsVersions = new(
        ("tls10", Always, null),
        ("tls11", Always, null),
        ("tls12", Always, null),
        ("tls13", "1.7.1", null),
        ("TLS_AUTO", "1.12.0", null),
        ("TLSv1_0", "1.12.0", null),
        ("TLSv1_1", "1.12.0", null),
        ("TLSv1_2", "1.12.0", null),
        ("TLSv1_3", "1.12.0", null));

    /// <summary>Source: run with 1.1.0 to 1.10.11; types/tls.go of 1.12.0 to 1.21.</summary>
    public static readonly Vocabulary CipherSuites = new(
        ("TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA", Always, null),
        ("TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256", Always, "1.12.0"),
        ("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", Always, null),
        ("TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA", Always, null),
        ("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", Always, null),
        ("TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305", Always, "1.8.0"),
        ("TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256", "1.12.0", null),
        ("TLS_ECDHE_ECDSA_WITH_RC4_128_SHA", Always, "1.8.0"),
        ("TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA", Always, "1.8.0"),
        ("TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA", Always, null),
        ("TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256", Always, "1.12.0"),
        ("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", Always, null),
        ("TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA", Always, null),
        ("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", Always, null),
        ("TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305", Always, "1.8.0"),
        ("TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256", "1.12.0", null),
        ("TLS_ECDHE_RSA_WITH_RC4_128_SHA", Always, "1.8.0"),
        ("TLS_RSA_WITH_3DES_EDE_CBC_SHA", Always, "1.8.0"),
        ("TLS_RSA_WITH_AES_128_CBC_SHA", Always, "1.8.0"),
        ("TLS_RSA_WITH_AES_128_CBC_SHA256", Always, "1.8.0"),
        ("TLS_RSA_WITH_AES_128_GCM_SHA256", Always, "1.8.0"),
        ("TLS_RSA_WITH_AES_256_CBC_SHA", Always, "1.8.0"),
        ("TLS_RSA_WITH_AES_256_GCM_SHA384", Always, "1.8.0"),
        ("TLS_RSA_WITH_RC4_128_SHA", Always, "1.8.0"));

    private const string Always = "1.1.0";

    private readonly ImmutableArray<(string Word, FirstReleases Since, FirstReleases? Until)> _words;

    private Vocabulary(params ReadOnlySpan<(string Word, string Since, string? Until)> words)
    {
        var read = new (string, FirstReleases, FirstReleases?)[words.Length];
        for (var i = 0; i < words.Length; i++)
            read[i] = (words[i].Word, FirstReleases.Parse(words[i].Since), words[i].Until is { } until ? FirstReleases.Parse(until) : null);
        _words = [.. read];
    }

    /// <summary>The words that a release takes, in the order of the table.</summary>
    public IEnumerable<string> Of(ConsulVersion version) =>
        _words.Where(w => w.Since.Include(version) && w.Until?.Include(version) is not true).Select(w => w.Word);
}

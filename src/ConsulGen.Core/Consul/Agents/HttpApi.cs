using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Consul.Agents;

/// <summary>
/// How an agent's own machine reaches its HTTP API: a port or a Unix socket, in the clear or with TLS
/// (<c>agent/config/builder.go</c>: a port of -1 closes the sockets of <c>addresses</c> too; all versions).
/// </summary>
public sealed record HttpApi
{
    private const string Standard = "http://127.0.0.1:8500";
    private const string SocketScheme = "unix://";

    /// <summary>As <c>-http-addr</c> takes it: <c>http://127.0.0.1:8500</c>, <c>https://…</c>, <c>unix:///run/consul.sock</c>.</summary>
    public required string Address { get; init; }

    /// <summary>The CA file, or folder, of what the API shows; null without TLS.</summary>
    public string? Ca { get; private init; }

    public bool CaIsFolder { get; private init; }

    /// <summary>What the API asks callers for; null where it asks for nothing.</summary>
    public (string Certificate, string Key)? Client { get; private init; }

    /// <summary>Only the host can work out what it is bound to, and the address is the likeliest one.</summary>
    public bool IsGuessed { get; private init; }

    /// <returns>Null where the agent has none.</returns>
    public static HttpApi? Of(Agent agent) => Plain(agent) ?? Encrypted(agent);

    /// <summary>The options that a command of Consul needs to find the agent; none where it does by itself.</summary>
    public IEnumerable<string> Options()
    {
        if (Address != Standard) yield return $"-http-addr={Address}";
        if (Ca is not null) yield return $"-ca-{(CaIsFolder ? "path" : "file")}={Ca}";
        if (Client is not var (certificate, key)) yield break;
        yield return $"-client-cert={certificate}";
        yield return $"-client-key={key}";
    }

    /// <summary>What curl is given to ask the agent for a path, such as <c>/v1/status/leader</c>.</summary>
    public IEnumerable<string> Curl(string path)
    {
        if (Ca is not null) foreach (var word in new[] { CaIsFolder ? "--capath" : "--cacert", Ca }) yield return word;
        if (Client is var (certificate, key)) foreach (var word in new[] { "--cert", certificate, "--key", key }) yield return word;
        if (Socket is not null) foreach (var word in new[] { "--unix-socket", Socket }) yield return word;
        yield return Url + path;
    }

    /// <summary>The path of its socket; null where it has a port.</summary>
    public string? Socket => Address.StartsWith(SocketScheme, StringComparison.Ordinal) ? Address[SocketScheme.Length..] : null;

    /// <summary>As a client of HTTP takes it, beside the socket if there is one.</summary>
    public string Url => Socket is null ? Address : "http://localhost";

    /// <summary>How other machines reach it, by HTTPS where they can; null where they cannot, or only the host knows.</summary>
    public static string? UrlFromOutside(Agent agent)
    {
        foreach (var scheme in (ReadOnlySpan<string>)["https", "http"])
        {
            if (agent.Ports[scheme] <= 0 || Listening.BindsOf(agent, scheme) is not { IsEmpty: false } binds) continue;
            var isOpen = binds.Any(b => b is "0.0.0.0" or "::" || b == agent.Address);
            var host = isOpen ? agent.Address : binds.FirstOrDefault(b => !Listening.IsLoopback(b));
            if (host is { Length: > 0 }) return $"{scheme}://{Topologies.Address.WithPort(host, agent.Ports[scheme])}";
        }

        return null;
    }

    private static HttpApi? Plain(Agent agent) =>
        agent.Ports["http"] > 0 && At(agent, "http") is var (address, guessed) ? new HttpApi { Address = address, IsGuessed = guessed } : null;

    private static HttpApi? Encrypted(Agent agent)
    {
        if (agent.Ports["https"] <= 0 || At(agent, "https") is not var (address, guessed)) return null;
        var tls = agent.Tls;
        var (file, folder) = (Text(tls, "ca_file"), Text(tls, "ca_path"));
        return new HttpApi
        {
            Address = address,
            IsGuessed = guessed,
            Ca = file ?? folder,
            CaIsFolder = file is null,
            Client = tls.VerifyIncoming(TlsSettings.Https) is not null && Text(tls, "cert_file") is { } certificate && Text(tls, "key_file") is { } key
                ? (certificate, key)
                : null,
        };
    }

    private static string? Text(TlsSettings tls, string key) => tls.Find(TlsSettings.Https, key) is { IsSet: true, Value: var value } ? value.ToString() : null;

    /// <summary>Null where it is bound to nothing.</summary>
    private static (string Address, bool IsGuessed)? At(Agent agent, string scheme)
    {
        var (binds, isKnown) = (Listening.KnownBindsOf(agent, scheme), Listening.IsKnown(agent, scheme));
        if (binds.IsEmpty && Listening.SocketOf(agent, scheme) is { } socket) return (socket, false);
        if (binds.IsEmpty && isKnown) return null;
        // One that only the host can work out is most often an address of the host.
        var host = binds.Any(b => b is "0.0.0.0" or "127.0.0.1" or "::" or "localhost") ? "127.0.0.1"
            : binds.Any(b => b is "::1") ? "::1"
            : binds.FirstOrDefault(Topologies.Address.IsIP);
        return ($"{scheme}://{Topologies.Address.WithPort(host ?? agent.Address, agent.Ports[scheme])}", host is null);
    }
}

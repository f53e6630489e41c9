using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Consul.Agents;

/// <summary>The files of TLS that an agent's settings name by whole paths, each once, whichever interfaces they serve.</summary>
internal sealed record TlsFiles(ImmutableArray<string> Cas, ImmutableArray<(string Certificate, string Key)> Certificates)
{
    /// <summary>In a folder of CAs, which has any number of them.</summary>
    private const string InFolder = "/consul-agent-ca.pem";

    public static TlsFiles Of(Agent agent)
    {
        var (cas, certificates) = (new List<string>(1), new List<(string, string)>(1));
        var tls = agent.Tls;
        if (tls.IsEmpty) return new TlsFiles([], []);
        foreach (var side in TlsSettings.Interfaces)
        {
            if (PathOf(tls, side, "ca_file") is { } file) AddTo(cas, file);
            if (PathOf(tls, side, "ca_path") is { } folder) AddTo(cas, folder.TrimEnd('/') + InFolder);
            if (PathOf(tls, side, "cert_file") is { } certificate && PathOf(tls, side, "key_file") is { } key) AddTo(certificates, (certificate, key));
        }

        return new TlsFiles([.. cas], [.. certificates]);
    }

    private static void AddTo<T>(List<T> list, T item)
    {
        if (!list.Contains(item)) list.Add(item);
    }

    private static string? PathOf(TlsSettings tls, string side, string key) =>
        tls.Find(side, key) is { IsSet: true, Value: var value } && value.ToString() is ['/', _, ..] path ? path : null;
}

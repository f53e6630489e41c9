using System.Net;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Consul.Agents;

/// <summary>
/// The names that the certificate of an agent has to have. <c>server.&lt;dc&gt;.&lt;domain&gt;</c> is what
/// <c>verify_server_hostname</c> looks for, so that only servers have it (tlsutil/config.go, all versions).
/// </summary>
internal static class CertificateNames
{
    /// <summary>As openssl takes and shows them, <c>DNS:server.dc1.consul</c> or <c>IP:10.0.0.1</c>, each once; the name of the role first.</summary>
    /// <param name="fronts">Load balancers that hand on encrypted connections to the agent: callers ask for it by their names.</param>
    public static ImmutableArray<string> Of(Agent agent, IEnumerable<LoadBalancer> fronts)
    {
        var datacenter = agent.Datacenter.ToLowerInvariant();
        var domain = Domain(agent, "domain") ?? "consul";
        var names = new List<string>();
        Add($"{agent.Role}.{datacenter}.{domain}");
        if (agent.IsServer && agent.Mesh.FederatesThroughGateways) Add($"{agent.NodeName}.server.{datacenter}.{domain}");
        Add(agent.NodeName);
        // DNS finds no node whose name has a dot.
        if (!agent.NodeName.Contains('.', StringComparison.Ordinal))
            foreach (var zone in new[] { domain, Domain(agent, "alt_domain") })
                if (zone is not null) Add($"{agent.NodeName}.node.{datacenter}.{zone}");
        Add(agent.Address);
        Add(agent.WanAddress);
        foreach (var key in AddressKeys) Add(agent.Config.Text(key));
        foreach (var port in Ports)
            foreach (var bind in Listening.BindsOf(agent, port) ?? []) Add(bind);
        Add("localhost");
        Add("127.0.0.1");
        foreach (var front in fronts)
        {
            Add(front.Name);
            Add(front.Address);
        }

        return [.. names];

        void Add(string? name)
        {
            if (name is null or "0.0.0.0" or "::") return;
            var text = Address.IsIP(name) ? "IP:" + Shown(name) : Address.IsName(name) ? Dns(name) : null;
            if (text is not null && !names.Contains(text)) names.Add(text);
        }
    }

    /// <summary>Of addresses by which others may know the agent.</summary>
    private static readonly ImmutableArray<string> AddressKeys =
        ["advertise_addr", "advertise_addr_ipv4", "advertise_addr_ipv6", "advertise_addr_wan", "bind_addr"];

    private static readonly ImmutableArray<string> Ports = ["https", "grpc", "grpc_tls"];

    /// <summary>Go compares names in any case, and Consul writes its own in lower case.</summary>
    private static string Dns(string name) => "DNS:" + name.ToLowerInvariant();

    private static string? Domain(Agent agent, string key) => agent.Config.Text(key)?.Trim('.').ToLowerInvariant() is { Length: > 0 } domain ? domain : null;

    /// <summary>IPv6 as openssl prints it, in eight groups without leading zeros, so that a text can be compared.</summary>
    private static string Shown(string address)
    {
        if (!Address.IsIPv6(address)) return address;
        var bytes = IPAddress.Parse(address).GetAddressBytes();
        return string.Join(':', bytes.Chunk(2).Select(b => ((b[0] << 8) | b[1]).ToString("X", CultureInfo.InvariantCulture)));
    }
}

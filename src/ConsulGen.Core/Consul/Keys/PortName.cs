using ConsulGen.Core.Consul.Releases;

namespace ConsulGen.Core.Consul.Keys;

/// <summary>A port of the agent, by its name in Consul's <c>ports</c>.</summary>
/// <param name="Standard">The port that is conventional for it, used by a load balancer's listener.</param>
/// <param name="Default">What an agent listens on when nothing is set; 0 is off.</param>
/// <param name="Udp">Needs UDP beside TCP.</param>
/// <param name="ServerOnly">Only servers listen on it.</param>
/// <param name="Since">What brought the key; null for those of all releases.</param>
public sealed record PortName(string Name, int Standard, int Default, bool Udp, bool ServerOnly, Feature? Since = null)
{
    /// <summary>
    /// Consul's listeners. Defaults: agent/config/default.go of 1.1.0 to 2.0.0, unchanged throughout; <c>grpc</c> came with
    /// 1.3.0 and is off but in -dev mode; <c>grpc_tls</c> came with 1.14.0, where servers open 8503 (clients do not).
    /// </summary>
    public static readonly ImmutableArray<PortName> All =
    [
        new("server", 8300, 8300, false, true),
        new("serf_lan", 8301, 8301, true, false),
        new("serf_wan", 8302, 8302, true, true),
        new("http", 8500, 8500, false, false),
        new("https", 8501, 0, false, false),
        new("grpc", 8502, 0, false, false, Feature.GrpcPort),
        new("grpc_tls", 8503, 8503, false, false, Feature.GrpcTlsPort),
        new("dns", 8600, 8600, true, false),
    ];

    public bool Knows(ConsulVersion version) => Since?.HoldsFor(version) is not false;

    public static PortName? Find(string name) => All.FirstOrDefault(p => p.Name == name);

    /// <summary>The port of an agent on which nothing is set; 0 where it does not listen.</summary>
    public int DefaultFor(bool server, ConsulVersion version)
    {
        if (!Knows(version) || (ServerOnly && !server)) return 0;
        return Name == "grpc_tls" && !server ? 0 : Default;
    }
}

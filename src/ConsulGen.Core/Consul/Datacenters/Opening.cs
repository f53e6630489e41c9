namespace ConsulGen.Core.Consul.Datacenters;

/// <summary>A port that Consul has open on a host, or a range of them, and who has to reach it.</summary>
/// <param name="Name">As Consul names the port; <see cref="Proxies"/> for those of sidecars and gateways.</param>
/// <param name="From">Empty where only the host itself has to.</param>
internal sealed record Opening(string Name, int Port, int LastPort, bool Udp, ImmutableArray<Party> From)
{
    public const string Proxies = "proxies";

    public string Ports => Port == LastPort
        ? Port.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Port}-{LastPort}");
}

using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Consul.Datacenters;

/// <summary>Who opens connections: hosts that have the same to say, or machines that the inventory knows by their addresses only.</summary>
/// <param name="Id">A word, the same for all hosts that name the party.</param>
/// <param name="Name">As a sentence says it: "servers of dc1".</param>
/// <param name="Sources">Addresses and networks from which its connections may come; empty for anyone at all.</param>
internal sealed record Party(string Id, string Name, ImmutableArray<string> Sources)
{
    private readonly Lazy<ImmutableArray<string>> _networks = new(() => [.. Network.Cover(Sources)]);

    public static readonly Party Anyone = new("anyone", "anyone", []);

    /// <summary>The same sources, in as few networks as hold no other.</summary>
    public ImmutableArray<string> Networks => _networks.Value;

    public bool IsAnyone => ReferenceEquals(this, Anyone);

    /// <param name="isNear">They are seen from their own datacenter, where nobody knows them by their WAN addresses.</param>
    public static Party Of(string id, string name, IEnumerable<Host> hosts, bool isNear) => new(
        id,
        name,
        [.. hosts.SelectMany(h => AddressesOf(h, isNear)).Where(Address.IsIP).Select(Address.Canonical).Distinct(StringComparer.Ordinal)]);

    /// <summary>What a host may come from. One that advertises another address has both.</summary>
    private static IEnumerable<string> AddressesOf(Host host, bool isNear)
    {
        yield return host.Address;
        if (host is Agent agent)
        {
            yield return agent.AdvertisedAddress;
            if (!isNear && agent.Config.Text("advertise_addr_wan") is { } told) yield return told;
        }

        if (!isNear && host.WanAddress is { } wan) yield return wan;
    }
}

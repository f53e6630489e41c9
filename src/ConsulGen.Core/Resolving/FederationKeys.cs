using ConsulGen.Core.Consul.Datacenters;
using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Inventories;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Resolving;

/// <summary>What follows from how the datacenters relate.</summary>
/// <param name="datacenters">Names of all that have a server, in ordinal order.</param>
/// <param name="gateways">Mesh gateways that lead to the servers of their datacenter, with the address at which others reach them.</param>
internal sealed class FederationKeys(Federation federation, ImmutableArray<string> datacenters, ImmutableArray<(string Datacenter, string Address)> gateways)
{
    private static readonly MapValue Connect = MapValue.Derived(
        ("enable_mesh_gateway_wan_federation", ScalarValue.Of(true)),
        ("enabled", ScalarValue.Of(true)));

    private readonly Dictionary<string, ListValue> _gateways = new(StringComparer.Ordinal);

    private bool IsFederated => datacenters.Length > 1 && federation != Federation.None;

    /// <summary>The primary datacenter where the inventory names none: the first by name.</summary>
    /// <remarks>Before 1.4.0 only acl_datacenter names the primary, and it switches ACLs on: that is not ours to do.</remarks>
    public string? PrimaryFor(ConsulVersion version) => IsFederated && version.Has(Feature.PrimaryDatacenterKey) ? datacenters[0] : null;

    /// <summary>True where join lists lead to the other datacenters. Consul refuses them beside gateways.</summary>
    public bool Joins(MapValue declared) =>
        federation == Federation.Wan && declared.Map("connect").Flag("enable_mesh_gateway_wan_federation") is not true;

    /// <summary><c>connect</c> of a server; null where nothing follows for it.</summary>
    public MapValue? ConnectOf(bool isServer, ConsulVersion version) =>
        isServer && LeadsThroughGateways(version) ? Connect : null;

    /// <summary><c>primary_gateways</c> of a server outside the primary: the gateways that the inventory has in it; null where there is none.</summary>
    public ListValue? PrimaryGateways(string datacenter, ConsulVersion version, MapValue declared)
    {
        if (!LeadsThroughGateways(version) || gateways.IsEmpty) return null;
        var primary = (declared.Text("primary_datacenter") is { Length: > 0 } named ? named : datacenters[0]).ToLowerInvariant();
        if (PrimaryDatacenter.Is(datacenter, primary)) return null;
        if (!_gateways.TryGetValue(primary, out var known))
            _gateways[primary] = known = ListValue.Of(gateways.Where(g => PrimaryDatacenter.Is(g.Datacenter, primary)).Select(g => g.Address));
        return known.Items.IsEmpty ? null : known;
    }

    private bool LeadsThroughGateways(ConsulVersion version) =>
        IsFederated && federation == Federation.MeshGateways && version.Has(Feature.MeshGatewayFederation);

    /// <summary>
    /// The mesh gateways among a host's services that servers of other datacenters may use: Consul looks at this key of their
    /// <c>meta</c> (<c>agent/consul/gateway_locator.go</c>).
    /// </summary>
    public static IEnumerable<string> GatewaysOf(ImmutableArray<Service> services, DerivedKeys.Member member)
    {
        foreach (var service in services)
        {
            if (!MeshGateways.LeadsToServers(service)) continue;
            var wan = service.Definition.Map("tagged_addresses").Map("wan");
            var address = wan.Text("address") ?? member.WanAddress ?? (service.Definition.Text("address") is { Length: > 0 } own ? own : member.Address);
            if ((wan.Number("port") ?? service.Definition.Number("port")) is { } port && address.Length > 0) yield return Address.WithPort(address, port);
        }
    }
}

using ConsulGen.Core.Inventories;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Resolving.Security;

/// <summary>
/// Puts the keys of ready-made security below what the inventory says in Consul's own. Agents of which the inventory says the same
/// share the result, as they share the rest of what it says.
/// </summary>
/// <param name="blocksOf">The blocks of a host, inherited.</param>
internal sealed class ReadyMadeSecurity(Inventory inventory, Func<HostEntry, SecurityBlocks> blocksOf)
{
    private readonly Dictionary<(SecurityBlocks Blocks, SecuredAgent Agent), MapValue> _known = [];
    private readonly Dictionary<DatacenterEntry, bool> _hasAutoClients = new(ReferenceEqualityComparer.Instance);

    /// <summary>Separate clusters have none in common.</summary>
    private readonly string? _primary = inventory.Federation.Kind == Federation.None
        ? null
        : inventory.Datacenters.FirstOrDefault(d => d.Hosts.Any(h => h.Role == Role.Server))?.Name ?? "";

    /// <param name="declared">What the inventory says of the agent, before placeholders.</param>
    public MapValue Under(MapValue declared, SecurityBlocks blocks, DatacenterEntry datacenter, SecuredHost host)
    {
        var agent = new SecuredAgent(
            host,
            declared,
            datacenter.Name,
            declared.Text("primary_datacenter") ?? _primary ?? datacenter.Name,
            host.IsServer && blocks.Tls is not null && HasAutoClients(datacenter));
        if (_known.TryGetValue((blocks, agent), out var known)) return known;
        var made = MapValue.Empty;
        if (Said(blocks.Gossip) is { } gossip) made = Merge.Over(made, Gossip.Of(gossip, agent));
        if (Said(blocks.Tls) is { } tls) made = Merge.Over(made, Tls.Of(tls, agent));
        if (Said(blocks.Acl) is { } acl) made = Merge.Over(made, Acl.Of(acl, agent, inventory.Secrets));
        return _known[(blocks, agent)] = Merge.Over(made, declared);
    }

    private static MapValue? Said(MapValue? block) => ReferenceEquals(block, MapValue.Cleared) ? null : block;

    private bool HasAutoClients(DatacenterEntry datacenter)
    {
        if (_hasAutoClients.TryGetValue(datacenter, out var known)) return known;
        return _hasAutoClients[datacenter] = datacenter.Hosts.Any(h => h.Role == Role.Client && Tls.IsAutomatic(blocksOf(h).Tls));
    }
}

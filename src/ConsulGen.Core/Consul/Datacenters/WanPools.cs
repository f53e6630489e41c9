using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Consul.Datacenters;

/// <summary>Datacenters whose servers talk to one another.</summary>
/// <param name="IsCertain">False where who joins whom only the hosts know, and all that can be are taken for one pool.</param>
internal sealed record WanPool(ImmutableArray<Datacenter> Members, bool IsCertain)
{
    /// <summary>Those of two or more.</summary>
    public static IEnumerable<WanPool> Of(Topology topology)
    {
        var joining = topology.Datacenters.Where(d => d.Servers.Any(s => s.Ports["serf_wan"] > 0)).ToList();
        if (joining.Count < 2) return [];
        if (WanGroups.Of(joining) is { } groups) return groups.All.Select(g => new WanPool([.. g], true)).Where(g => g.Members.Length > 1);
        return joining.Exists(d => d.Servers.Any(s => WanJoins.IsJoined(s) || s.Mesh.FederatesThroughGateways)) ? [new WanPool([.. joining], false)] : [];
    }
}

using ConsulGen.Core.Planning.Changes;

namespace ConsulGen.Core.Planning.Dangers.Addresses;

/// <summary>Raft's list of peers still has the old server at that address: github.com/hashicorp/consul issues 2979 and 733.</summary>
internal sealed class AddressOfRemovedServer()
    : DangerRule("address-of-removed-server", DangerSeverity.Warning, "A new host takes the address of a server that goes in the same change")
{
    public override void Check(TopologyChange change, Report report)
    {
        foreach (var datacenter in change.Datacenters)
        {
            var gone = datacenter.RemovedServers
                .Where(a => a.New is null && a.Old is { Address.Length: > 0 })
                .GroupBy(a => a.Agent.Machine, StringComparer.Ordinal)
                .ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
            foreach (var agent in datacenter.Agents)
            {
                if (agent is not { Old: null, New: { Address.Length: > 0 } next } || !gone.TryGetValue(next.Machine, out var former)) continue;
                report(
                    DangerSeverity.Warning,
                    next.AddressSpan.Exists ? next.AddressSpan : next.Span,
                    $"{next.Name} takes the address {next.Address} of {former.Name}, a server that goes: "
                        + $"as long as Raft and gossip know {former.Name} there, they talk to the wrong one, and a leader was seen lost by it",
                    $"let {former.Name} leave first, wait until it is gone from consul operator raft list-peers and consul members, "
                        + $"and only then start {next.Name}",
                    [next.Name, former.Name]);
            }
        }
    }
}

using ConsulGen.Core.Text;
using ConsulGen.Core.Threads;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Planning.Changes;

/// <summary>Makes the difference of two topologies. It is linear in hosts.</summary>
public static class TopologyDifference
{
    public static TopologyChange Of(Topology old, Topology next)
    {
        var difference = new AgentDifference(old, next);
        var matches = HostMatching.Match(old, next).ToArray();
        Workers.For(matches.Length, i =>
        {
            if (matches[i] is { Old: { } before, New: { } after } match && difference.Of(before, after) is { IsEmpty: false } keys)
                matches[i] = match with { Keys = keys };
        });
        var agents = StableOrder.By(matches, (a, b) => Compare(a.Agent, b.Agent));
        var byDatacenter = agents
            .SelectMany(a => Places(a).Select(name => (Name: name, Agent: a)))
            .ToLookup(a => a.Name, a => a.Agent, StringComparer.Ordinal);
        var names = old.Datacenters.Concat(next.Datacenters).Select(d => d.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return new TopologyChange(old, next, [.. names.Select(n => new DatacenterChange(n, Find(old, n), Find(next, n), [.. byDatacenter[n]]))], agents)
        {
            LoadBalancers = LoadBalancers(old, next),
        };
    }

    private static int Compare(Host a, Host b) =>
        string.CompareOrdinal(a.Datacenter, b.Datacenter) is not 0 and var order ? order : NaturalOrder.Instance.Compare(a.Name, b.Name);

    private static IEnumerable<string> Places(AgentChange change) =>
        new[] { change.Old?.Datacenter, change.New?.Datacenter }.OfType<string>().Distinct(StringComparer.Ordinal);

    private static Datacenter? Find(Topology topology, string name) => topology.Datacenters.FirstOrDefault(d => d.Name == name);

    private static ImmutableArray<LoadBalancerChange> LoadBalancers(Topology old, Topology next)
    {
        var before = old.LoadBalancers.GroupBy(b => b.Folder, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        var changes = next.LoadBalancers.Select(b => Change(before.Remove(b.Folder, out var former) ? former : null, b)).ToList();
        changes.AddRange(before.Values.Select(b => Change(b, null)));
        return StableOrder.By(changes, (a, b) => Compare(a.Balancer, b.Balancer));
    }

    private static LoadBalancerChange Change(LoadBalancer? old, LoadBalancer? next)
    {
        if (old is null || next is null) return new LoadBalancerChange(old, next, []);
        var (before, after) = (Describe(old), Describe(next));
        var keys = before.Entries.Select(e => e.Key).Union(after.Entries.Select(e => e.Key), StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Where(k => !ValueComparison.Same(before[k], after[k]))
            .Select(k => new KeyChange(k, before[k], after[k], ChangeClass.Reload));
        return new LoadBalancerChange(old, next, [.. keys]);
    }

    private static MapValue Describe(LoadBalancer balancer) => MapValue.Derived(
        balancer.Listeners
            .Select(l =>
                (
                    $"listeners.{l.Role}.{l.Name.Name}",
                    (Value)ListValue.Of(l.Backends
                        .Select(b => Address.WithPort(b.Address, b.Ports[l.Name.Name]))
                        .Prepend(l.Port.ToString(CultureInfo.InvariantCulture)))))
            .Append(("address", ScalarValue.Of(balancer.Address)))
            .Append(("nginx", balancer.Nginx)));
}

using ConsulGen.Core.Consul.Keys;
using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Inventories;
using ConsulGen.Core.Text;
using ConsulGen.Core.Threads;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;
using Draft = ConsulGen.Core.Resolving.HostResolver.Draft;

namespace ConsulGen.Core.Resolving;

/// <summary>
/// Makes the topology of an inventory: inherits, expands placeholders, moves ports, derives keys, links load balancers to agents.
/// It is total: what cannot be resolved is a finding, and the rest is still resolved.
/// </summary>
public sealed class TopologyResolver
{
    /// <summary>Fewer hosts are resolved before a second thread has started; of 10,000 it saves an unchanged build a tenth.</summary>
    private const int WorthThreads = 1000;

    private readonly Inventory _inventory;
    private readonly FindingBag _findings;

    private TopologyResolver(Inventory inventory, FindingBag findings)
    {
        _inventory = inventory;
        _findings = findings;
    }

    public static Topology Resolve(Inventory inventory, FindingBag findings) => new TopologyResolver(inventory, findings).Resolve();

    private Topology Resolve()
    {
        var monitoring = MonitoringReader.Read(_inventory.Prometheus, _findings);
        var hosts = _inventory.Datacenters.SelectMany(OtherHosts.Indexed).ToArray();
        HostResolver[] resolvers = [new(_inventory, 2), new(_inventory, 2)];
        var drafts = new Draft[hosts.Length];
        InHalves(hosts.Length, (half, i) => drafts[i] = resolvers[half].Make(hosts[i].Datacenter, hosts[i].Host, hosts[i].Index));

        var servers = drafts.Select(d => d.Member).OfType<DerivedKeys.Member>().Where(m => m.IsServer).ToImmutableArray();
        var names = _inventory.Datacenters.Where(d => d.Hosts.Any(h => h.Role == Role.Server)).Select(d => d.Name).ToImmutableArray();
        ImmutableArray<(string, string)> gateways = _inventory.Federation.Kind == Federation.MeshGateways
            ? [.. drafts.SelectMany(d => d.Member is { } member ? FederationKeys.GatewaysOf(d.Services, member).Select(g => (d.Datacenter.Name, g)) : [])]
            : [];
        var derived = resolvers
            .Select(_ => new DerivedKeys(servers, new FederationKeys(_inventory.Federation.Kind, names, gateways), monitoring?.ScrapeAgents ?? false))
            .ToArray();
        var finished = new Agent?[hosts.Length];
        InHalves(hosts.Length, (half, i) => finished[i] = drafts[i].Member is null ? null : resolvers[half].Finish(drafts[i], derived[half]));

        var paths = new PathChecks(_findings);
        for (var i = 0; i < hosts.Length; i++)
            if (finished[i] is { } agent) paths.Check(drafts[i], agent);
        var agents = finished
            .OfType<Agent>()
            .GroupBy(a => a.Datacenter, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.ToImmutableArray(), StringComparer.Ordinal);
        CheckSecretNames(agents.Values.SelectMany(a => a));
        var loadBalancers = drafts.Where(d => d.Host.Role == Role.LoadBalancer).ToList();
        ImmutableArray<Datacenter> datacenters =
            [.. _inventory.Datacenters.Select(d => Datacenter(d, agents.GetValueOrDefault(d.Name, []), loadBalancers, resolvers[0]))];
        foreach (var resolver in resolvers) _findings.Add(resolver.Findings);
        return new Topology(_inventory.Name, datacenters) { Federation = _inventory.Federation, Secrets = _inventory.Secrets, Monitoring = monitoring };
    }

    /// <summary>Of many hosts each half on a thread of its own, where neighbours find what they share.</summary>
    private static void InHalves(int count, Action<int, int> action)
    {
        var middle = count < WorthThreads ? count : count / 2;
        Workers.Both(middle < count, () => Do(0, 0, middle), () => Do(1, middle, count));

        void Do(int half, int from, int to)
        {
            for (var i = from; i < to; i++) action(half, i);
        }
    }

    private static Datacenter Datacenter(DatacenterEntry entry, ImmutableArray<Agent> agents, IEnumerable<Draft> loadBalancers, HostResolver resolver) => new(
        entry.Name,
        entry.Span,
        [.. agents.Where(a => a.IsServer)],
        [.. agents.Where(a => !a.IsServer)],
        [.. loadBalancers.Where(d => d.Datacenter.Name == entry.Name).Select(d => LoadBalancer(d, agents, resolver))])
    {
        ServersSpan = entry.ServersSpan,
    };

    private static LoadBalancer LoadBalancer(Draft draft, ImmutableArray<Agent> agents, HostResolver resolver)
    {
        var ports = Ports.Resolve(true, ConsulVersion.Newest, draft.Agent.Map("ports"), draft.PortSet, 0);
        var listeners = ImmutableArray.CreateBuilder<Listener>();
        foreach (var (group, server) in new[] { ("servers", true), ("clients", false) })
        {
            if (draft.Level.Listeners[group] is not ListValue names) continue;
            var wanted = names.Items.OfType<ScalarValue>().ToLookup(n => n.Text, StringComparer.Ordinal);
            foreach (var name in PortName.All.Where(p => wanted.Contains(p.Name)))
            {
                var port = ports[name.Name] > 0 ? ports[name.Name] : name.Standard;
                listeners.Add(new Listener(
                    name,
                    port + draft.Offset,
                    group,
                    [.. agents.Where(a => a.IsServer == server && a.Ports[name.Name] > 0 && a.Address.Length > 0)],
                    wanted[name.Name].First().Span));
            }
        }

        return new LoadBalancer(draft.Host.Name, draft.Datacenter.Name, draft.Address, draft.Host.Span)
        {
            AddressSpan = draft.Host.Address?.Span ?? draft.Host.Span,
            Sources = draft.Sources,
            Firewall = resolver.Firewall(draft),
            Listeners = listeners.ToImmutable(),
            Nginx = draft.Placeholders.Expand(draft.Level.Nginx),
        };
    }

    private void CheckSecretNames(IEnumerable<Agent> agents)
    {
        var checkedMaps = new HashSet<MapValue>(ReferenceEqualityComparer.Instance);
        foreach (var agent in agents)
        {
            if (checkedMaps.Add(agent.DeclaredConfig)) CheckSecretNames(agent.DeclaredConfig);
            if (checkedMaps.Add(agent.DeclaredServices)) CheckSecretNames(agent.DeclaredServices);
        }
    }

    private void CheckSecretNames(Value value)
    {
        switch (value)
        {
            case SecretValue secret when !_inventory.Secrets.ContainsKey(secret.Name):
                var close = Suggestion.For(secret.Name, _inventory.Secrets.Keys);
                _findings.Add(
                    "undefined-secret",
                    secret.Span,
                    $"the secret \"{Shortened.Of(secret.Name)}\" is not defined",
                    close is null ? "define it under secrets at the top" : $"did you mean \"{close}\"?");
                break;
            case ListValue list:
                foreach (var item in list.Items) CheckSecretNames(item);
                break;
            case MapValue map:
                foreach (var entry in map.Entries) CheckSecretNames(entry.Value);
                break;
        }
    }
}

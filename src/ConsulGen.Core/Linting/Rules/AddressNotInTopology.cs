using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules;

internal sealed class AddressNotInTopology()
    : LintRule("address-not-in-topology", Severity.Info, "A service or a check names an address that no host of the inventory has")
{
    /// <summary>Keys of an agent that name addresses of its machine.</summary>
    private static readonly ImmutableArray<string> Binding = ["advertise_addr", "advertise_addr_wan", "bind_addr", "client_addr", "serf_lan", "serf_wan"];

    public override void Check(Topology topology, Report report)
    {
        var hosts = topology.Agents.Concat<Host>(topology.LoadBalancers).ToList();
        // A host that is known by its name has an address that the inventory does not say.
        if (hosts.Exists(h => !Address.IsIP(h.Address))) return;
        var known = new HashSet<string>(hosts.SelectMany(h => new[] { h.Address, h.WanAddress ?? "" }).Concat(topology.Agents.SelectMany(Bound)), StringComparer.Ordinal);
        var told = new HashSet<SourceSpan>();
        foreach (var agent in DistinctAgents.Of(topology))
            foreach (var (value, host) in Named(agent))
                if (Address.IsIP(host) && !Listening.IsLoopback(host) && host is not ("0.0.0.0" or "::") && !known.Contains(Address.Canonical(host)) && told.Add(value.Span))
                    report(
                        agent.PlaceOf(value),
                        $"the address {host} belongs to no host of this inventory",
                        "write ${address} for the host's own address; ignore this rule for what runs elsewhere");
    }

    private static IEnumerable<(ScalarValue Value, string Host)> Named(Agent agent)
    {
        foreach (var service in Definitions.Services(agent))
            if (service["address"] is ScalarValue address) yield return (address, address.Text);
        foreach (var check in Definitions.AllChecks(agent))
        {
            if (check["http"] is ScalarValue http && Uri.TryCreate(http.Text, UriKind.Absolute, out var url)) yield return (http, url.Host.Trim('[', ']'));
            if (check["tcp"] is ScalarValue tcp && JoinEntry.Parse(tcp) is { } target) yield return (tcp, target.Host);
        }
    }

    private static IEnumerable<string> Bound(Agent agent) => Binding.Select(agent.Config.Text)
        .Concat(agent.Config.Map("addresses").Entries.Select(e => (e.Value as ScalarValue)?.Text))
        .OfType<string>()
        .SelectMany(a => a.Split(' '))
        .Select(Address.Canonical);
}
